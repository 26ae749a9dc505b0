import { describe, expect, it } from "vitest";
import type { Seed } from "../../../src/core/seed.ts";
import { counterBounds, type Operation } from "../../../src/histories/index.ts";
import { EVIDENCE, forSeeds, operation, pickIndex, replaceAt, someOutcome } from "./building.ts";

describe("counterBounds", () => {
  it("never fails a counter that keeps its promise", () => {
    forSeeds((seed) => expect(counterBounds(rightCounter(seed), EVIDENCE).ok).toBe(true));
  });

  it("always finds one read beyond its bounds, on either side", () => {
    forSeeds((seed) => {
      const history = rightCounter(seed);
      const { reads } = counterBounds(history, EVIDENCE);
      const index = pickIndex(seed, history, ({ op }) => op === "read");
      const bounds = reads.find((read) => read.operation === history[index]);
      for (const value of [(bounds?.low ?? 0) - 1, (bounds?.high ?? 0) + 1]) {
        const wrong = replaceAt(history, index, (read) => [{ ...read, value }]);
        expect(counterBounds(wrong, EVIDENCE)).toMatchObject({ ok: false, wrong: [{ operation: { value } }] });
      }
    });
  });

  it("lets a timed-out add count or not count, for ever", () => {
    const add = operation("add", 1, { outcome: "indeterminate" });
    const reads = [0, 1].map((value) => operation("read", value, { invokedAt: 5000 }));
    expect(counterBounds([add, ...reads], { atLeast: 2 }).ok).toBe(true);
  });

  it("counts downwards as well", () => {
    const history = [
      operation("add", -3),
      operation("add", -2, { outcome: "indeterminate" }),
      operation("read", -5, { invokedAt: 9 }),
    ];
    expect(counterBounds(history, { atLeast: 1 }).reads).toMatchObject([{ low: -5, high: -3 }]);
    expect(counterBounds(history, { atLeast: 1, initial: 10 }).ok).toBe(false);
  });

  it("says whether too much or too little was counted", () => {
    const history = [
      operation("add", 1),
      operation("read", 0, { invokedAt: 1999 }),
      operation("read", 2, { invokedAt: 2999 }),
      operation("read", Number.NaN, { invokedAt: 3999 }),
    ];
    expect(counterBounds(history, { atLeast: 1 }).sentences).toEqual([
      "the read at 2.000 s said 0 where 1 was right: acknowledged adds are missing",
      "the read at 3.000 s said 2 where 1 was right: it counts more than was attempted",
      "the read at 4.000 s said NaN where 1 was right: it is no number",
    ]);
  });

  it("does not pass a history without reads", () => {
    expect(counterBounds([operation("add", 1)], { atLeast: 1 })).toMatchObject({ ok: false, judged: 0, enough: false });
  });
});

/** Adds and reads that overlap; each takes effect at some moment between its beginning and its end. */
function rightCounter(seed: Seed): Operation<number>[] {
  const planned = Array.from({ length: 40 }, (_, index) => {
    const invokedAt = seed.int(0, 400);
    const completedAt = invokedAt + seed.int(0, 40);
    const isRead = index < EVIDENCE.atLeast || seed.random() < 0.4;
    const outcome = isRead ? ("ok" as const) : someOutcome(seed);
    const late = outcome === "indeterminate" ? seed.int(0, 200) : 0;
    const effectAt = seed.int(invokedAt, completedAt) + late;
    const happens = outcome === "ok" || (outcome === "indeterminate" && seed.random() < 0.5);
    return {
      operation: operation(isRead ? "read" : "add", isRead ? 0 : seed.int(1, 5), { invokedAt, completedAt, outcome }),
      effectAt,
      happens,
    };
  });
  let counter = 0;
  return planned
    .toSorted((left, right) => left.effectAt - right.effectAt)
    .map(({ operation: done, happens }) => {
      if (done.op === "read") return { ...done, value: counter };
      if (happens) counter += done.value;
      return done;
    });
}
