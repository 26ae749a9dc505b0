import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearest } from "../../../src/core/nearest.ts";
import { createSeed } from "../../../src/core/seed.ts";

describe("a seed", () => {
  it("gives the same values again", () => {
    const draw = (value: number) => {
      const seed = createSeed(value);
      return [seed.word(), seed.int(1, 9), seed.uuid(), seed.shuffle([1, 2, 3, 4]), seed.derive("x").word()];
    };
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
  });

  it("derives parts that don't depend on what was drawn before", () => {
    const seed = createSeed(1);
    const first = seed.derive("part").word();
    seed.word();
    expect(seed.derive("part").word()).toBe(first);
  });

  it("stays within bounds and reaches both", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: -50, max: 50 }), fc.nat(9), (value, low, width) => {
        const seed = createSeed(value + 1);
        const drawn = new Set(Array.from({ length: 400 }, () => seed.int(low, low + width)));
        return Math.min(...drawn) === low && Math.max(...drawn) === low + width;
      }),
    );
  });

  it("draws evenly: each of 16 faces of 16 000 within six standard deviations", () => {
    const seed = createSeed(5);
    const counts = new Map<number, number>();
    for (let n = 0; n < 16_000; n++) {
      const face = seed.int(0, 15);
      counts.set(face, (counts.get(face) ?? 0) + 1);
    }
    const deviation = Math.sqrt(16_000 * (1 / 16) * (15 / 16));
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(6 * deviation);
  });
});

describe("the nearest word", () => {
  const labs = ["https-sidecar", "request-splitter", "circuit-breaker"];

  it("is the one with few letters wrong, or the only one that begins so", () => {
    expect(nearest("htps-sidecar", labs)).toBe("https-sidecar");
    expect(nearest("circuit", labs)).toBe("circuit-breaker");
    expect(nearest("strat", ["start", "status"])).toBe("start");
  });

  it("is none when nothing is near", () => {
    expect(nearest("xyz", labs)).toBeUndefined();
    expect(nearest("anything", [])).toBeUndefined();
  });
});
