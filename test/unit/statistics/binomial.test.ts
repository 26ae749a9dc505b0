import { bdtr, bdtrc, compiled } from "cephes";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { acceptBinomial, acceptUniform, binomialTail, passProbability } from "../../../src/statistics/index.ts";

// The library is WebAssembly, compiled in the background: without the wait it has no functions on a busy machine.
beforeAll(() => compiled);

/** Trials, share, the interval, and what slips through: [wrong share, chance as the catalogue prints it]. */
const CATALOGUE: readonly [number, number, readonly [number, number], readonly (readonly [number, string])[]][] = [
  [
    500,
    0.1,
    [21, 86],
    [
      [0.05, "8.2e-1"],
      [0.2, "6.4e-2"],
    ],
  ],
  [
    1000,
    0.1,
    [57, 149],
    [
      [0.01, "4e-25"],
      [0.2, "2e-5"],
      [0.05, "1.7e-1"],
    ],
  ],
  [
    2000,
    0.1,
    [138, 269],
    [
      [0.01, "3e-68"],
      [0.05, "1.2e-4"],
      [0.15, "2.7e-2"],
      [0.2, "1e-14"],
      [0.5, "2e-261"],
    ],
  ],
  [
    4000,
    0.1,
    [310, 496],
    [
      [0.05, "7e-14"],
      [0.15, "1e-6"],
    ],
  ],
  [
    2000,
    0.25,
    [407, 597],
    [
      [0.1, "3e-43"],
      [0.4, "2e-21"],
    ],
  ],
  [2000, 0.5, [891, 1109], [[0.4, "2e-5"]]],
];

/** The relative difference allowed: the library and we round in different places. */
const LIBRARY_ERROR = 1e-9;

const trialsAndShare = fc.record({
  trials: fc.integer({ min: 1, max: 5000 }),
  share: fc.double({ min: 0.001, max: 0.999, noNaN: true }),
});

describe("acceptBinomial", () => {
  it.each(CATALOGUE)("accepts of %i trials at %d exactly the counts of the catalogue", (trials, share, [low, high]) => {
    expect(acceptBinomial({ trials, share })).toMatchObject({ trials, share, low, high });
  });

  it("has tails below half the false alarm, and would exceed it with one count less, by the Cephes library", () => {
    fc.assert(
      fc.property(trialsAndShare, ({ trials, share }) => {
        const { low, high, falseAlarm } = acceptBinomial({ trials, share });
        expect(low === 0 ? 0 : bdtr(low - 1, trials, share)).toBeLessThan(5e-7 * (1 + LIBRARY_ERROR));
        expect(bdtrc(high, trials, share)).toBeLessThan(5e-7 * (1 + LIBRARY_ERROR));
        expect(bdtr(low, trials, share)).toBeGreaterThanOrEqual(5e-7 * (1 - LIBRARY_ERROR));
        expect(high === 0 ? 1 : bdtrc(high - 1, trials, share)).toBeGreaterThanOrEqual(5e-7 * (1 - LIBRARY_ERROR));
        expect(falseAlarm).toBeLessThan(1e-6);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it("accepts only what is certain where the share is nothing or all", () => {
    expect(acceptBinomial({ trials: 10, share: 0 })).toMatchObject({ low: 0, high: 0, falseAlarm: 0 });
    expect(acceptBinomial({ trials: 10, share: 1 })).toMatchObject({ low: 10, high: 10, falseAlarm: 0 });
  });

  it("refuses what is no experiment", () => {
    expect(() => acceptBinomial({ trials: 0, share: 0.1 })).toThrow("trials must be a whole number from 1, not 0");
    expect(() => acceptBinomial({ trials: 10, share: 1.1 })).toThrow("share must be from 0 to 1, not 1.1");
    expect(() => acceptBinomial({ trials: 10, share: Number.NaN })).toThrow(RangeError);
    expect(() => acceptBinomial({ trials: 10, share: 0.1, falseAlarm: 0 })).toThrow("falseAlarm");
  });
});

describe("acceptUniform", () => {
  it("accepts for each of several exactly the counts of the catalogue", () => {
    expect(acceptUniform({ trials: 900, kinds: 3 })).toMatchObject({ low: 229, high: 373 });
    expect(acceptUniform({ trials: 1000, kinds: 4 })).toMatchObject({ low: 182, high: 323 });
  });
});

describe("passProbability", () => {
  const rows = CATALOGUE.flatMap(([trials, share, , wrong]) =>
    wrong.map(([is, chance]) => [is, trials, share, chance] as const),
  );

  it.each(rows)(
    "lets a share of %d through %i trials at %d with the chance of the catalogue",
    (wrong, trials, share, chance) => {
      const digits = chance.indexOf("e") > 1 ? 1 : 0;
      const slips = passProbability(acceptBinomial({ trials, share }), wrong);
      expect(slips.toExponential(digits)).toBe(chance);
    },
  );

  it("accepts the common misreading of weights 10 to 100 as ten per cent, 9.09 %", () => {
    expect(passProbability(acceptBinomial({ trials: 2000, share: 0.1 }), 1 / 11)).toBeGreaterThan(0.9998);
  });
});

describe("binomialTail", () => {
  it("agrees with the Cephes library on either side", () => {
    fc.assert(
      fc.property(trialsAndShare, fc.double({ min: 0, max: 1, noNaN: true }), ({ trials, share }, where) => {
        const count = Math.floor(where * trials);
        expectClose(binomialTail({ trials, share, atMost: count }), bdtr(count, trials, share));
        expectClose(binomialTail({ trials, share, atLeast: count + 1 }), bdtrc(count, trials, share));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it("agrees with whole-number arithmetic to twelve digits, deep in the tail as well", () => {
    expectClose(binomialTail({ trials: 2000, share: 0.05, atLeast: 138 }), exactTail(2000, 1n, 20n, 138, 2000), 1e-12);
    expectClose(binomialTail({ trials: 1000, share: 0.25, atMost: 100 }), exactTail(1000, 1n, 4n, 0, 100), 1e-12);
    expectClose(binomialTail({ trials: 1000, share: 0.5, atMost: 200 }), exactTail(1000, 1n, 2n, 0, 200), 1e-12);
  });

  it("gives the chance that one of four leaves is slow when every tenth answer is", () => {
    expect(binomialTail({ trials: 4, share: 0.1, atLeast: 1 })).toBeCloseTo(0.3439, 12);
  });

  it("gives the share of slow answers of a root over 5, 20 and 100 leaves", () => {
    const slow = [5, 20, 100].map((trials) => binomialTail({ trials, share: 0.01, atLeast: 1 }));
    expect(slow.map((share) => (100 * share).toFixed(1))).toEqual(["4.9", "18.2", "63.4"]);
  });

  it("is nothing beyond the ends", () => {
    expect(binomialTail({ trials: 10, share: 0.5, atMost: -1 })).toBe(0);
    expect(binomialTail({ trials: 10, share: 0.5, atLeast: 11 })).toBe(0);
    expect(binomialTail({ trials: 10, share: 0.5, atMost: 12 })).toBeCloseTo(1, 12);
  });
});

function expectClose(value: number, reference: number, relative = LIBRARY_ERROR): void {
  if (reference < 1e-290) expect(value).toBeLessThan(1e-289);
  else expect(Math.abs(value / reference - 1)).toBeLessThan(relative);
}

/** The chance of low to high successes at the share top / bottom, by fractions of whole numbers: no rounding until the end. */
function exactTail(trials: number, top: bigint, bottom: bigint, low: number, high: number): number {
  let ways = 1n;
  let sum = 0n;
  for (let count = 0; count <= high; count += 1) {
    if (count >= low) sum += ways * top ** BigInt(count) * (bottom - top) ** BigInt(trials - count);
    ways = (ways * BigInt(trials - count)) / BigInt(count + 1);
  }
  const scale = 10n ** 300n;
  return Number((sum * scale) / bottom ** BigInt(trials)) / 1e300;
}
