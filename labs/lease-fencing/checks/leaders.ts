import { type CheckContext, count, list, ms } from "podlab";
import { drawRecord } from "./drawing.ts";
import { newest, readRecord, type StoreRecord, type Trial, tokenWords, type Write, writesWords } from "./record.ts";

/** Who leads at the beginning of a trial, by what the store has seen. */
export interface Leader {
  readonly name: string;
  /** The largest of its tokens so far. */
  readonly token: bigint | undefined;
}

/** Shows who has written lately, to learners too. */
export const STORE = "http://store:8080/";
/** From a start of all candidates, with leases of former ones still in force. */
const SETTLED_WITHIN_MS = 20_000;
/** Who has written so often in this time, and nobody else, is the leader. */
const SETTLED_MS = 2_000;
export const WRITES_TO_LEAD = 5;

/**
 * Waits until one candidate writes and no other one does. Gives it, and the beginning of a trial whose history has its
 * latest writes already.
 */
export async function settle(context: CheckContext): Promise<Omit<Trial, "asked"> & { readonly leader: Leader }> {
  const { now: startedAt, seq: after, unreadable } = await newest(context);
  await context.http.get(STORE);
  const trial = { asked: "who writes to the store, before anything is disturbed", startedAt, from: startedAt, after };
  return context.eventually(
    async () => {
      const record = await readRecord(context, trial);
      const from = Math.max(startedAt, record.now - SETTLED_MS);
      const lately = record.writes.filter(({ at }) => at >= from);
      const accepted = lately.filter((write) => write.accepted);
      const [first] = lately;
      const writers = new Set(lately.map(({ writer }) => writer)).size;
      if (first !== undefined && writers === 1 && accepted.length >= WRITES_TO_LEAD)
        return { leader: { name: first.writer, token: largestToken(accepted) }, startedAt, from, after: first.seq - 1 };
      context.timeline(drawRecord(record, trial), trial);
      const expected = "one candidate writes, and no other one does";
      const odd = record.unreadable - unreadable;
      const others = odd > 0 ? `; ${count(odd)} requests had a token that is no whole number` : "";
      return context.fail({ asked: trial.asked, expected, seen: `${writersWords(lately)}${others}` });
    },
    { withinMs: SETTLED_WITHIN_MS, everyMs: 100 },
  );
}

/** A first write of another candidate than `former`, and when: the hand-over. */
export interface HandOver {
  readonly name: string;
  readonly token: bigint | undefined;
  readonly at: number;
  /** ms from the moment that it was counted from. */
  readonly tookMs: number;
}

/**
 * Waits until writes of a new leader are accepted: of another candidate than the one that was struck, later than `since`.
 *
 * @param withinMs counted from `since`
 */
export async function handOver(
  context: CheckContext,
  trial: Trial,
  from: { readonly former: Leader; readonly since: number; readonly withinMs: number },
): Promise<HandOver> {
  const { former, since, withinMs } = from;
  const expected = `another candidate writes within ${ms(withinMs)}`;
  const first = await context.eventually(
    async () => {
      const record = await readRecord(context, trial);
      const [first, ...more] = record.writes.filter(
        (one) => one.accepted && one.at > since && one.writer !== former.name,
      );
      if (first !== undefined && more.length + 1 >= WRITES_TO_LEAD) return first;
      context.timeline(drawRecord(record, trial), trial);
      return context.fail({ asked: trial.asked, expected, seen: othersWords(record, former, since) });
    },
    { withinMs: withinMs + LEADS_WITHIN_MS, everyMs: 100 },
  );
  const tookMs = first.at - since;
  if (tookMs > withinMs) {
    context.timeline(drawRecord(await readRecord(context, trial), trial), trial);
    context.fail({ asked: trial.asked, expected, seen: `${first.writer} did after ${ms(tookMs)}` }, { timed: true });
  }
  context.note(`${first.writer} took over from ${former.name}`, `${ms(tookMs)}, ${tokenWords(first.token)}`);
  return { name: first.writer, token: first.token, at: first.at, tookMs };
}

/** From a leader's first write to so many that it surely is one; the reference needs 0.5 s. */
const LEADS_WITHIN_MS = 2_000;

function othersWords({ writes, now }: StoreRecord, former: Leader, since: number): string {
  const late = writes.filter(({ at }) => at > since);
  const refused = late.filter((one) => one.writer !== former.name && !one.accepted);
  const own = late.filter((one) => one.writer === former.name);
  const others = refused.length > 0 ? `, but for ${writesWords(refused.length)} that the store refused` : "";
  const still = own.length > 0 ? `; ${former.name} itself wrote ${count(own.length)} times` : "";
  return `none did in ${ms(now - since)}${others}${still}`;
}

/** "cand-a (10 writes) and cand-b (9 writes)". */
export function writersWords(writes: readonly Write[]): string {
  if (writes.length === 0) return "nobody writes";
  const byWriter = [...Map.groupBy(writes, ({ writer }) => writer)].sort();
  return list(
    byWriter.map(([writer, own]) => {
      const refused = own.filter(({ accepted }) => !accepted).length;
      return `${writer} (${writesWords(own.length)}${refused > 0 ? `, ${count(refused)} of them refused` : ""})`;
    }),
  );
}

export function largestToken(writes: readonly Write[]): bigint | undefined {
  return writes.reduce<bigint | undefined>(
    (largest, { token }) => (token !== undefined && (largest === undefined || token > largest) ? token : largest),
    undefined,
  );
}
