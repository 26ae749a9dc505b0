import { describe, expect, it } from "vitest";
import type { Seed } from "../../../src/core/seed.ts";
import { holdings, intervalsDisjoint, type Operation } from "../../../src/histories/index.ts";
import { EVIDENCE, forSeeds, operation } from "./building.ts";

describe("intervalsDisjoint", () => {
  it("never fails holders that take turns, whatever the order of the record", () => {
    forSeeds((seed) => {
      const history = [...turns(seed, "lock-a"), ...turns(seed, "lock-b")];
      expect(intervalsDisjoint(seed.shuffle(history), EVIDENCE)).toMatchObject({ ok: true, judged: 40, overlaps: [] });
    });
  });

  it("always finds one intruder, and for how long", () => {
    forSeeds((seed) => {
      const history = turns(seed, "lock-a");
      const victim = seed.pick(history);
      const from = seed.int(victim.invokedAt, (victim.completedAt ?? 0) - 1);
      const intruder = { ...victim, process: "intruder", invokedAt: from, completedAt: from + 1 };
      const { ok, overlaps } = intervalsDisjoint(seed.shuffle([...history, intruder]), EVIDENCE);
      expect(ok).toBe(false);
      expect(overlaps).toMatchObject([{ from, to: from + 1 }]);
    });
  });

  it("finds both overlaps of a long hold around two short ones", () => {
    const history = [hold("a", 0, 100), hold("b", 10, 20), hold("c", 30, 40)];
    expect(intervalsDisjoint(history, EVIDENCE).overlaps).toHaveLength(2);
  });

  it("says who overlapped whom, on what and by how much", () => {
    const history = [hold("worker-a", 12_000, 12_066), hold("worker-b", 12_031, 12_090)];
    expect(intervalsDisjoint(history, { atLeast: 2 }).sentences).toEqual([
      'worker-a and worker-b both were holders of "x" for 35 ms: worker-b began at 12.031 s, worker-a ended at 12.066 s',
    ]);
  });

  it("forgives an overlap within the tolerance, a process that renews, and a hold whose end nobody saw", () => {
    const overlapping = [hold("a", 0, 100), hold("b", 95, 200), hold("b", 150, 250)];
    const { completedAt: _, ...unseen } = hold("c", 0, 1);
    expect(intervalsDisjoint([...overlapping, unseen], { ...EVIDENCE, toleranceMs: 5 })).toMatchObject({
      ok: true,
      judged: 3,
    });
    expect(intervalsDisjoint(overlapping, { ...EVIDENCE, toleranceMs: 4 }).ok).toBe(false);
  });

  it("does not pass where nobody ever held it", () => {
    expect(intervalsDisjoint([], { atLeast: 60 }).sentences).toEqual([
      "too little evidence: 0 holds, at least 60 are needed to judge",
    ]);
  });
});

describe("holdings", () => {
  it("makes a hold from the answer to acquire to the beginning of release", () => {
    const history = [
      operation("acquire", undefined, { process: "a", key: "x", invokedAt: 0, completedAt: 10 }),
      operation("release", undefined, { process: "a", key: "x", invokedAt: 40, completedAt: 90 }),
      operation("acquire", undefined, { process: "b", key: "x", invokedAt: 20, completedAt: 41 }),
      operation("acquire", undefined, { process: "c", key: "x", invokedAt: 20, completedAt: 41, outcome: "fail" }),
    ];
    const [first, second, ...others] = holdings(history);
    expect(first).toMatchObject({ op: "hold", process: "a", invokedAt: 10, completedAt: 40 });
    expect(second).toMatchObject({ op: "hold", process: "b", invokedAt: 41 });
    expect(second).not.toHaveProperty("completedAt");
    expect(others).toEqual([]);
  });

  it("gives each acquire its own release", () => {
    const history = [10, 30, 50].flatMap((at) => [
      operation("acquire", undefined, { invokedAt: at }),
      operation("release", undefined, { invokedAt: at + 10 }),
    ]);
    expect(holdings(history).map(({ invokedAt, completedAt }) => [invokedAt, completedAt])).toEqual([
      [11, 20],
      [31, 40],
      [51, 60],
    ]);
  });
});

function hold(process: string, from: number, to: number): Operation {
  return operation("hold", undefined, { process, key: "x", invokedAt: from, completedAt: to });
}

/** Twenty holds one after the other, some without a pause between. */
function turns(seed: Seed, key: string): Operation[] {
  let now = 0;
  return Array.from({ length: 20 }, () => {
    const from = now + seed.int(0, 5);
    now = from + seed.int(1, 50);
    return { ...hold(`worker-${seed.int(1, 3)}`, from, now), key };
  });
}
