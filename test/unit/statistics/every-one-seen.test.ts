import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { everyOneSeen } from "../../../src/statistics/index.ts";

describe("everyOneSeen", () => {
  it("misses one of 3 replicas in 60 requests with the chance of the catalogue, and one of 5 in 50 far more often", () => {
    expect(everyOneSeen({ draws: 60, kinds: 3 }).missed.toExponential(0)).toBe("8e-11");
    expect(everyOneSeen({ draws: 50, kinds: 5 }).missed.toExponential(0)).toBe("7e-5");
  });

  it("agrees with inclusion and exclusion", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 6 }), (draws, kinds) => {
        expect(everyOneSeen({ draws, kinds }).seen).toBeCloseTo(byInclusionExclusion(draws, kinds), 10);
      }),
      { seed: 3 },
    );
  });

  it("has two chances that make one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }), (draws, kinds) => {
        const { seen, missed } = everyOneSeen({ draws, kinds });
        expect(seen + missed).toBeCloseTo(1, 12);
      }),
      { seed: 4 },
    );
  });

  it("is impossible with fewer draws than kinds, and certain for a single kind", () => {
    expect(everyOneSeen({ draws: 4, kinds: 5 })).toEqual({ seen: 0, missed: 1 });
    expect(everyOneSeen({ draws: 1, kinds: 1 })).toEqual({ seen: 1, missed: 0 });
  });
});

function byInclusionExclusion(draws: number, kinds: number): number {
  let sum = 0;
  let ways = 1;
  for (let left = 0; left <= kinds; left += 1) {
    sum += (left % 2 === 0 ? ways : -ways) * (1 - left / kinds) ** draws;
    ways = (ways * (kinds - left)) / (left + 1);
  }
  return sum;
}
