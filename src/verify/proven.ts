import type { VerifiedEvent } from "../core/events.ts";

/** Whether everything that was judged kept its promise. */
export function isProven(verified: VerifiedEvent): boolean {
  const { starter, solution, mutants, caught, leftovers: left } = verified;
  const kept = ["fails", "unjudged"].includes(starter) && ["passes", "unjudged"].includes(solution);
  return kept && mutants === caught && left === 0;
}
