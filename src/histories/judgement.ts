import type { Operation } from "./operation.ts";

/** The least number of judged operations without which a checker doesn't pass a history. */
export interface Evidence {
  readonly atLeast: number;
}

/** What every checker says of a history. */
export interface Judgement {
  /** No problem was found, and there was enough to judge. */
  readonly ok: boolean;
  /** How many operations were judged. */
  readonly judged: number;
  /** Whether those were at least as many as asked for: an empty history proves nothing. */
  readonly enough: boolean;
  /** What was seen, in words for a learner; earliest problem first, at most `SENTENCES` of them. */
  readonly sentences: readonly string[];
  readonly firstBad?: FirstBad;
}

/** The earliest problem. */
export interface FirstBad {
  /** ms, on the history's clock. */
  readonly at: number;
  readonly sentence: string;
  readonly operation: Operation;
}

/** A history with thousands of problems is told by its first few. */
export const SENTENCES = 5;

/**
 * Makes a judgement of what a checker found.
 *
 * @param judged how many operations the checker could hold against its rule
 * @param unit what they are, in the plural: "acknowledged jobs"
 * @param good what to say where all is well
 */
export function judge(
  found: { judged: number; unit: string; good: string; problems: readonly FirstBad[] },
  { atLeast }: Evidence,
): Judgement {
  if (!Number.isSafeInteger(atLeast) || atLeast < 1)
    throw new RangeError(`atLeast must be a whole number from 1, not ${atLeast}`);
  const { judged, unit, good } = found;
  const problems = found.problems.toSorted((left, right) => left.at - right.at);
  const [firstBad] = problems;
  const enough = judged >= atLeast;
  const sentences = problems.slice(0, SENTENCES).map(({ sentence }) => sentence);
  if (problems.length > SENTENCES) sentences.push(`and ${problems.length - SENTENCES} more like these`);
  if (!enough) sentences.push(`too little evidence: ${judged} ${unit}, at least ${atLeast} are needed to judge`);
  const ok = enough && firstBad === undefined;
  return { ok, judged, enough, sentences: ok ? [good] : sentences, ...(firstBad && { firstBad }) };
}
