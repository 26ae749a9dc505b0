import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quantile, summarize } from "../../../src/statistics/index.ts";

const latencies = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 });

describe("quantile", () => {
  it("is a sample that the asked share does not exceed, and the smallest such", () => {
    fc.assert(
      fc.property(latencies, fc.integer({ min: 1, max: 100 }), (samples, percent) => {
        const answer = quantile(samples, percent / 100);
        const within = (limit: number) => samples.filter((sample) => sample <= limit).length;
        expect(samples).toContain(answer);
        expect(within(answer) * 100).toBeGreaterThanOrEqual(percent * samples.length);
        const smaller = samples.filter((sample) => sample < answer);
        expect(smaller.length * 100).toBeLessThan(percent * samples.length);
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  it("takes the 55th of 100 for 0.55, though the product is a little over 55 in binary", () => {
    const samples = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(0.55 * 100).toBeGreaterThan(55);
    expect(quantile(samples, 0.55)).toBe(55);
  });

  it("gives the ends at 0 and 1, and sorts by size, not by spelling", () => {
    expect(quantile([10, 9, 100], 0)).toBe(9);
    expect(quantile([10, 9, 100], 1)).toBe(100);
  });

  it("leaves the samples in their order", () => {
    const samples = [3, 1, 2];
    quantile(samples, 0.5);
    expect(samples).toEqual([3, 1, 2]);
  });

  it("refuses no samples, a sample that is no number, and a share outside 0 to 1", () => {
    expect(() => quantile([], 0.5)).toThrow("at least one sample");
    expect(() => quantile([1, Number.NaN], 0.5)).toThrow("every sample must be a number");
    expect(() => quantile([1], 95)).toThrow("q must be from 0 to 1, not 95");
  });
});

describe("summarize", () => {
  it("says how many there were, the usual percentiles and the slowest", () => {
    const samples = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect(summarize(samples)).toEqual({ count: 200, p50: 100, p95: 190, p99: 198, max: 200 });
  });
});
