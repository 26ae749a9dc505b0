import { mergeTexts } from "./merge.ts";

/** What became of a file of which the lab's starter has another version than when the learner began. */
export type StarterOutcome =
  /** New in the lab. */
  | "added"
  /** The learner had not changed it: the lab's new version is in place. */
  | "taken"
  /** Changed by both, on different lines. */
  | "merged"
  /** Changed by both: the learner's stays, the lab's lies beside it. */
  | "beside"
  /** The lab has it no more, and the learner had not changed it. */
  | "removed"
  /** The learner's stays: the lab has it no more, or it is no file that podlab would change. */
  | "stays";

/** One file in three versions; undefined where it is not there. */
export interface Versions {
  /** The starter's when the learner began. */
  readonly base: Uint8Array | undefined;
  /** The starter's now. */
  readonly starter: Uint8Array | undefined;
  /** The learner's; "other" for what is no plain file. */
  readonly mine: Uint8Array | "other" | undefined;
}

export interface Decision {
  readonly outcome: StarterOutcome;
  /** What the learner's file shall hold; undefined where it stays as it is. */
  readonly content?: Uint8Array;
}

/** Compares three ways. Undefined where there is nothing to do or to tell. */
export function decide({ base, starter, mine }: Versions): Decision | undefined {
  if (same(base, starter)) return undefined;
  if (mine === undefined) return base === undefined ? { outcome: "added" } : undefined;
  if (mine === "other") return { outcome: "stays" };
  if (starter === undefined) return { outcome: same(mine, base) ? "removed" : "stays" };
  if (same(mine, starter)) return undefined;
  if (base === undefined) return { outcome: "beside" };
  if (same(mine, base)) return { outcome: "taken", content: starter };
  const merged = merge(base, mine, starter);
  if (merged === undefined) return { outcome: "beside" };
  return same(merged, mine) ? undefined : { outcome: "merged", content: merged };
}

function merge(base: Uint8Array, mine: Uint8Array, starter: Uint8Array): Uint8Array | undefined {
  const [one, two, three] = [base, mine, starter].map(textOf);
  if (one === undefined || two === undefined || three === undefined) return undefined;
  const merged = mergeTexts(one, two, three);
  return merged === undefined ? undefined : Buffer.from(merged, "utf8");
}

/** Undefined for what is no text: a byte that is no UTF-8, or a NUL. */
function textOf(content: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

function same(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && Buffer.compare(a, b) === 0);
}
