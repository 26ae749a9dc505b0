import { demand, demandShare } from "./demand.ts";

/** What a set of latencies looks like, all in the unit of the samples (ms). */
export interface Summary {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

/**
 * The q-quantile by nearest rank: the smallest sample that at least the share q of all samples does not exceed
 * (Hyndman & Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996: definition 1).
 *
 * Why this of the nine definitions: the answer is a latency that a request really had, never a value between two, and
 * "p95 is at most 400 ms" means exactly "at least 95 of 100 requests took at most 400 ms".
 *
 * @param q 0 (the smallest) to 1 (the largest)
 * @throws RangeError where there is no sample, for then there is no quantile, and for a sample that is not a number
 */
export function quantile(samples: readonly number[], q: number): number {
  demandShare("q", q);
  return nearestRank(sorted(samples), q);
}

/**
 * Count, p50, p95, p99 and maximum of latencies, by `quantile`'s definition.
 *
 * @throws RangeError as `quantile`
 */
export function summarize(samples: readonly number[]): Summary {
  const ascending = sorted(samples);
  return {
    count: ascending.length,
    p50: nearestRank(ascending, 0.5),
    p95: nearestRank(ascending, 0.95),
    p99: nearestRank(ascending, 0.99),
    max: nearestRank(ascending, 1),
  };
}

function sorted(samples: readonly number[]): Float64Array {
  demand(samples.length > 0, "a quantile needs at least one sample", samples.length);
  demand(!samples.some(Number.isNaN), "every sample must be a number", Number.NaN);
  return Float64Array.from(samples).sort();
}

function nearestRank(ascending: Float64Array, q: number): number {
  // 0.55 * 100 is 55.000000000000007 in binary: without the allowance the 56th would be taken for the 55th.
  const rank = Math.ceil(q * ascending.length * (1 - 4 * Number.EPSILON));
  return ascending[Math.max(0, rank - 1)] ?? Number.NaN;
}
