/** Counts from `low` to `high`, both included, are accepted. */
export interface AcceptedCounts {
  readonly low: number;
  readonly high: number;
  /** The chance that a right system gives a count outside, at most what was asked for: counts are whole. */
  readonly falseAlarm: number;
}

/** False alarms that podlab allows a statistical check: at most one in a million judgements of a right system. */
export const FALSE_ALARM = 1e-6;

/**
 * The narrowest counts of 0 to `trials` that leave less than half of `falseAlarm` outside on either side.
 *
 * Method: sums the probabilities from both ends inwards, smallest first, so that no digits are lost and nothing is
 * subtracted from 1. Works for any distribution of a count that is given by the logarithm of its probabilities.
 */
export function acceptCounts(
  trials: number,
  logProbability: (count: number) => number,
  falseAlarm: number,
): AcceptedCounts {
  const tail = falseAlarm / 2;
  let below = 0;
  let low = 0;
  for (; low < trials; low += 1) {
    const more = below + Math.exp(logProbability(low));
    if (more >= tail) break;
    below = more;
  }
  let above = 0;
  let high = trials;
  for (; high > low; high -= 1) {
    const more = above + Math.exp(logProbability(high));
    if (more >= tail) break;
    above = more;
  }
  return { low, high, falseAlarm: below + above };
}
