import { type CheckContext, count, numberIn, recordsIn } from "podlab";

/** The candidates' services and pods. */
export const CANDIDATES = ["cand-a", "cand-b", "cand-c"] as const;
/** The lease's time to live, as the lab's text asks for it. */
export const TTL_MS = 3_000;

/** A write that reached the store, which knows the writer by the address of its connection. */
export interface Write {
  readonly seq: number;
  /** ms on the store's clock. */
  readonly at: number;
  readonly writer: string;
  /** Undefined where none was sent. */
  readonly token: bigint | undefined;
  /** False where it was refused, for a larger token was known. */
  readonly accepted: boolean;
}

export interface StoreRecord {
  /** What the store's clock reads, ms. */
  readonly now: number;
  /** The number of the last write of all. */
  readonly seq: number;
  /** How many requests were no write since the store started, for their token was no whole number. */
  readonly unreadable: number;
  readonly writes: readonly Write[];
}

/** A span of the store's record, which a check judges by. */
export interface Trial {
  /** What was asked, in words. */
  readonly asked: string;
  /** What the store's clock read when the check began. */
  readonly startedAt: number;
  /** Where the trial's history begins, on the store's clock. */
  readonly from: number;
  /** The writes of the trial are those after this one. */
  readonly after: number;
}

/** What the store has seen since the trial began. */
export async function readRecord({ admin, fail }: CheckContext, { after }: Pick<Trial, "after">): Promise<StoreRecord> {
  const record = await admin.get("store", `/__ctl/record?after=${after}`);
  const { writes } = record as Record<string, unknown>;
  const read = recordsIn(writes).map((one) => ({
    seq: numberIn(one, "seq"),
    at: numberIn(one, "at"),
    writer: String(one["writer"]),
    token: typeof one["token"] === "string" ? BigInt(one["token"]) : undefined,
    accepted: one["accepted"] === true,
  }));
  const seq = numberIn(record, "seq");
  if (read.length !== seq - after) {
    const expected = "some writes a second: the store remembers 25 000";
    fail({ asked: "what the store has seen", expected, seen: writesWords(seq - after) });
  }
  return { now: numberIn(record, "now"), seq, unreadable: numberIn(record, "unreadable"), writes: read };
}

/** What the store's clock reads now. */
export async function storeClock(context: CheckContext): Promise<number> {
  return (await newest(context)).now;
}

/** The record without its writes. */
export async function newest({ admin }: CheckContext): Promise<Omit<StoreRecord, "writes">> {
  const record = await admin.get("store", `/__ctl/record?after=${Number.MAX_SAFE_INTEGER}`);
  return { now: numberIn(record, "now"), seq: numberIn(record, "seq"), unreadable: numberIn(record, "unreadable") };
}

/** "1 write", "12 writes". */
export function writesWords(writes: number): string {
  return `${count(writes)} ${writes === 1 ? "write" : "writes"}`;
}

/** "token 12", "no token". */
export function tokenWords(token: bigint | undefined): string {
  return token === undefined ? "no token" : `token ${token}`;
}
