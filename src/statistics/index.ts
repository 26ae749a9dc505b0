/** Pure statistics for checks that sample: what to accept, what slips through, how latencies and shares look. */
export { type AcceptedCounts, FALSE_ALARM } from "./accept.ts";
export {
  acceptBinomial,
  acceptUniform,
  type BinomialInterval,
  binomialTail,
  passProbability,
  type Trials,
} from "./binomial.ts";
export { type EveryOneSeen, everyOneSeen } from "./every-one-seen.ts";
export { type Moved, type MovedKeys, movedFraction, type Owners } from "./moved-fraction.ts";
export { quantile, type Summary, summarize } from "./quantile.ts";
export { acceptRing, type Ring, type RingShares, ringShares, type Shares } from "./ring.ts";
