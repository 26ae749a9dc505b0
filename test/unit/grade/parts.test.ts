import { describe, expect, it, vi } from "vitest";
import { Budget } from "../../../src/grade/budget.ts";
import { oneAtATime } from "../../../src/grade/quiet.ts";
import { deriveSeed } from "../../../src/grade/seed.ts";

describe("a part's seed", () => {
  it("is the same for the same run and part, and another for any other", () => {
    expect(deriveSeed(7, "submission a")).toBe(deriveSeed(7, "submission a"));
    const seeds = Array.from({ length: 1000 }, (_, n) => deriveSeed(n % 10, `submission ${Math.floor(n / 10)}`));
    expect(new Set(seeds).size).toBe(1000);
    expect(seeds.every((seed) => Number.isInteger(seed) && seed >= 1 && seed < 2 ** 31)).toBe(true);
  });
});

describe("what runs one at a time", () => {
  it("begins in the order in which it was given, and goes on after a failure", async () => {
    const quietly = oneAtATime();
    const seen: string[] = [];
    const work = (name: string) => async () => {
      seen.push(`${name} begins`);
      await Promise.resolve();
      seen.push(`${name} ends`);
      if (name === "b") throw new Error("b failed");
      return name;
    };
    const results = await Promise.allSettled(["a", "b", "c"].map((name) => quietly(work(name))));
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(seen).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  });
});

describe("a submission's budget", () => {
  it("is up after its time, that in which it stood still not counted", () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    try {
      using budget = new Budget(1000);
      vi.advanceTimersByTime(600);
      budget.stop();
      vi.advanceTimersByTime(10_000);
      expect(budget.signal.aborted).toBe(false);
      budget.go();
      vi.advanceTimersByTime(399);
      expect(budget.signal.aborted).toBe(false);
      vi.advanceTimersByTime(2);
      expect(budget.signal.aborted).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});
