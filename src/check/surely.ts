import type { Attempt } from "./attempt.ts";

/** A check's run, after which the lab was put right. */
export interface Tried {
  readonly tried: Attempt;
  /** Why the lab can't be used for another check. */
  readonly spoilt: string | undefined;
}

/**
 * Runs a check as often as its verdict needs, always with the same seed. One that could not be judged is tried once more;
 * not in a lab that can't be put right. With `confirm`, as in grading, one that failed is judged again, and where the two
 * disagree a third time: the majority counts, and the verdict is marked as one that wavered.
 */
export async function attemptSurely(
  run: () => Promise<Tried>,
  confirm: boolean,
): Promise<Tried & { readonly wavered: boolean }> {
  const first = await attemptJudged(run);
  if (!confirm || verdictOf(first) !== "failed" || first.spoilt !== undefined) return { ...first, wavered: false };
  const second = await attemptJudged(run);
  if (verdictOf(second) === "failed" || second.spoilt !== undefined) return { ...second, wavered: false };
  return { ...(await attemptJudged(run)), wavered: true };
}

async function attemptJudged(run: () => Promise<Tried>): Promise<Tried> {
  const first = await run();
  return verdictOf(first) === "broken" && first.spoilt === undefined ? run() : first;
}

function verdictOf({ tried }: Tried): Attempt["decision"]["verdict"] {
  return tried.decision.verdict;
}
