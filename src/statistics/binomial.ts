import { type AcceptedCounts, acceptCounts, FALSE_ALARM } from "./accept.ts";
import { demandFalseAlarm, demandShare, demandWhole } from "./demand.ts";
import { logChoose } from "./log-factorial.ts";

/** Independent trials, each of which succeeds with the same chance. */
export interface Trials {
  /** How many, from 1. */
  readonly trials: number;
  /** The chance of each, 0 to 1. */
  readonly share: number;
}

/** The counts that a check accepts, and what they were made for. */
export interface BinomialInterval extends AcceptedCounts, Trials {}

/**
 * The counts to accept of `trials` when each succeeds with the chance `share`: "10 % of 2 000" is 138 to 269.
 *
 * Method: the exact two-sided binomial acceptance region with equal tails, each below `falseAlarm / 2` (the test that
 * Clopper and Pearson inverted, Biometrika 26, 1934). The probabilities are formed in log space and summed from the
 * far end of each tail; no normal approximation.
 *
 * @param falseAlarm the chance allowed that a right system is refused, 1e-6 unless told
 * @throws RangeError for numbers that are no trials, share or chance
 */
export function acceptBinomial({
  trials,
  share,
  falseAlarm = FALSE_ALARM,
}: Trials & { falseAlarm?: number }): BinomialInterval {
  demandTrials({ trials, share });
  demandFalseAlarm(falseAlarm);
  return { trials, share, ...acceptCounts(trials, (count) => logBinomial({ trials, share }, count), falseAlarm) };
}

/**
 * The counts to accept for each of `kinds` when `trials` are spread evenly over them: 1 000 over 4 is 182 to 323 each.
 *
 * Method: `acceptBinomial` with the false alarms shared out among the kinds (Bonferroni's inequality), so that the
 * chance that any of them is refused stays below `falseAlarm`, dependent as their counts are.
 */
export function acceptUniform(given: { trials: number; kinds: number; falseAlarm?: number }): BinomialInterval {
  const { trials, kinds, falseAlarm = FALSE_ALARM } = given;
  demandWhole("kinds", kinds, 2);
  return acceptBinomial({ trials, share: 1 / kinds, falseAlarm: falseAlarm / kinds });
}

/**
 * The chance of at most, or of at least, so many successes.
 *
 * Method: exact; probabilities in log space, summed. Sums the asked tail itself rather than 1 less the other, so that
 * chances like 1e-260 keep their digits. Below about 1e-308 the answer is 0.
 */
export function binomialTail(given: Trials & ({ atMost: number } | { atLeast: number })): number {
  demandTrials(given);
  return "atMost" in given ? between(given, 0, given.atMost) : between(given, given.atLeast, given.trials);
}

/**
 * The chance that a system with the wrong share slips through an interval: how weak the check is against that mistake.
 *
 * Method: the exact sum of the binomial probabilities of the accepted counts under `wrongShare`.
 */
export function passProbability(
  interval: Pick<BinomialInterval, "trials" | "low" | "high">,
  wrongShare: number,
): number {
  const trials = { trials: interval.trials, share: wrongShare };
  demandTrials(trials);
  return between(trials, interval.low, interval.high);
}

function demandTrials({ trials, share }: Trials): void {
  demandWhole("trials", trials, 1);
  demandShare("share", share);
}

function between(given: Trials, low: number, high: number): number {
  let sum = 0;
  for (let count = Math.max(0, Math.ceil(low)); count <= Math.min(given.trials, high); count += 1) {
    sum += Math.exp(logBinomial(given, count));
  }
  return Math.min(1, sum);
}

function logBinomial({ trials, share }: Trials, count: number): number {
  if (share === 0) return count === 0 ? 0 : -Infinity;
  if (share === 1) return count === trials ? 0 : -Infinity;
  return logChoose(trials, count) + count * Math.log(share) + (trials - count) * Math.log1p(-share);
}
