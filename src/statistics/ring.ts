import { type AcceptedCounts, acceptCounts, FALSE_ALARM } from "./accept.ts";
import { acceptBinomial } from "./binomial.ts";
import { demandFalseAlarm, demandWhole } from "./demand.ts";
import { logChoose, logFactorial } from "./log-factorial.ts";

/** A consistent-hash ring. */
export interface Ring {
  /** Nodes of equal weight, from 2. */
  readonly nodes: number;
  /** Points (virtual nodes) that each puts on the ring, from 1; ketama's 160. */
  readonly pointsPerNode: number;
}

/** Shares of the keys, 0 to 1. */
export interface Shares {
  readonly low: number;
  readonly high: number;
}

/** What simulated rings gave their nodes. */
export interface RingShares {
  /** The smallest and the largest share that any node had of any simulated ring. */
  readonly simulated: Shares;
  /** The same, widened by the sampling error of so many keys: what a check may accept of the shares it counts. */
  readonly accepted: Shares;
}

/**
 * Simulates rings: how unequal the shares of equal nodes are, before and after counting with a sample of keys.
 *
 * Method: Monte Carlo. Each ring puts nodes × pointsPerNode uniform points on a circle; a node owns the arcs that end at
 * its points (Karger et al., STOC 1997). The extremes over all rings are widened by the exact binomial acceptance
 * interval (1e-6) at each extreme. The shares alone are not binomial, for the ring itself is random. The extremes of r
 * rings are exceeded by a right ring about once in r: where less is allowed, take `acceptRing`.
 *
 * @param rings how many to simulate; 4 000 rings of 640 points take about 0.1 s
 * @param keys the size of the sample
 * @param random numbers in [0, 1), from a seed, so that the same seed gives the same bounds
 */
export function ringShares(given: Ring & { rings: number; keys: number; random: () => number }): RingShares {
  demandRing(given);
  demandWhole("rings", given.rings, 1);
  const all = Array.from({ length: given.rings }, () => oneRing(given, given.random));
  const low = all.reduce((least, ring) => Math.min(least, ring.low), 1);
  const high = all.reduce((most, ring) => Math.max(most, ring.high), 0);
  const accepted = {
    low: acceptBinomial({ trials: given.keys, share: low }).low / given.keys,
    high: acceptBinomial({ trials: given.keys, share: high }).high / given.keys,
  };
  return { simulated: { low, high }, accepted };
}

/**
 * The counts to accept for each node of a ring, of `keys` random keys, whatever the ring.
 *
 * Method: exact. The arcs between uniform points of a circle are Dirichlet(1, …, 1) (Devroye, Non-Uniform Random Variate
 * Generation, 1986, ch. V), so the share of a node is Beta(v, (n - 1) v) with v points, and the count of its keys is
 * beta-binomial: both the ring's chance and the sample's are in it. The false alarms are shared out among the nodes.
 */
export function acceptRing(given: Ring & { keys: number; falseAlarm?: number }): AcceptedCounts {
  const { nodes, pointsPerNode, keys, falseAlarm = FALSE_ALARM } = given;
  demandRing(given);
  demandWhole("keys", keys, 1);
  demandFalseAlarm(falseAlarm);
  const own = pointsPerNode;
  const others = (nodes - 1) * pointsPerNode;
  const logProbability = (count: number) =>
    logChoose(keys, count) + logBeta(own + count, others + keys - count) - logBeta(own, others);
  return acceptCounts(keys, logProbability, falseAlarm / nodes);
}

function demandRing({ nodes, pointsPerNode }: Ring): void {
  demandWhole("nodes", nodes, 2);
  demandWhole("pointsPerNode", pointsPerNode, 1);
}

function logBeta(a: number, b: number): number {
  return logFactorial(a - 1) + logFactorial(b - 1) - logFactorial(a + b - 1);
}

function oneRing({ nodes, pointsPerNode }: Ring, random: () => number): Shares {
  // Uniform arcs are independent exponentials over their sum, and which arcs a node owns is a shuffle that leaves their
  // distribution as it is: so its share is the sum of any pointsPerNode of them, and no ring need be sorted.
  const owned = Array.from({ length: nodes }, () => {
    let arcs = 0;
    for (let point = 0; point < pointsPerNode; point += 1) arcs -= Math.log1p(-random());
    return arcs;
  });
  const whole = owned.reduce((sum, arcs) => sum + arcs, 0);
  return { low: Math.min(...owned) / whole, high: Math.max(...owned) / whole };
}
