import { describe, expect, it } from "vitest";
import type { Seed } from "../../../src/core/seed.ts";
import { type Item, type Operation, setFull } from "../../../src/histories/index.ts";
import { EVIDENCE, forSeeds, operation, replaceAt, someOutcome } from "./building.ts";

type SetOperation = Operation<Item | readonly Item[]>;

describe("setFull", () => {
  it("never fails a set that keeps its promise, at once as well", () => {
    forSeeds((seed) =>
      expect(setFull(rightSet(seed), { ...EVIDENCE, visibleWithinMs: 0 })).toMatchObject({ ok: true, lost: [] }),
    );
  });

  it("always finds one item dropped from the last read", () => {
    forSeeds((seed) => {
      const history = rightSet(seed);
      const acknowledged = history.filter(({ op, outcome }) => op === "add" && outcome === "ok");
      const item = seed.pick(acknowledged.flatMap(itemsOf));
      const dropped = replaceAt(history, history.length - 1, (read) => [
        { ...read, value: itemsOf(read).filter((other) => other !== item) },
      ]);
      const judgement = setFull(dropped, EVIDENCE);
      expect(judgement).toMatchObject({ ok: false, lost: [item] });
      expect(judgement.firstBad?.sentence).toContain("had lost it");
    });
  });

  it("always finds one item invented", () => {
    forSeeds((seed) => {
      const history = rightSet(seed);
      const invented = replaceAt(history, history.length - 1, (read) => [
        { ...read, value: [...itemsOf(read), "invented"] },
      ]);
      expect(setFull(invented, EVIDENCE)).toMatchObject({ ok: false, unexpected: ["invented"] });
    });
  });

  it("measures how long acknowledged items stayed invisible, and holds that against a limit", () => {
    const history = [
      operation("add", "a", { invokedAt: 0 }),
      operation("read", [], { invokedAt: 41 }),
      operation("read", ["a"], { invokedAt: 80 }),
    ];
    expect(setFull(history, { atLeast: 1 })).toMatchObject({ ok: true, stable: ["a"], stableLatency: { max: 40 } });
    expect(setFull(history, { atLeast: 1, visibleWithinMs: 39 }).sentences).toEqual([
      '"a" was in the set at 0.001 s, and the read at 0.041 s still missed it, 40 ms later (39 ms are allowed)',
    ]);
  });

  it("lets an indeterminate add stay unseen, but not be seen and then lost", () => {
    const add = operation("add", "a", { outcome: "indeterminate" });
    const empty = operation("read", [], { invokedAt: 40 });
    const full = operation("read", ["a"], { invokedAt: 20 });
    expect(setFull([add, empty], { atLeast: 1 })).toMatchObject({ neverRead: ["a"], lost: [], judged: 0 });
    expect(setFull([add, full, empty], { atLeast: 1 })).toMatchObject({ ok: false, lost: ["a"] });
  });

  it("does not judge by a read that began before the add was acknowledged", () => {
    const history = [
      operation("add", "a", { completedAt: 50 }),
      operation("read", [], { invokedAt: 49, completedAt: 90 }),
    ];
    expect(setFull(history, { atLeast: 1 })).toMatchObject({ ok: false, enough: false, neverRead: ["a"], lost: [] });
  });
});

/** Adds one after the other to a right set, reads in between and at the end. */
function rightSet(seed: Seed): SetOperation[] {
  const history: SetOperation[] = [];
  const present: string[] = [];
  for (let index = 0; index < 30; index += 1) {
    const outcome = index < EVIDENCE.atLeast ? "ok" : someOutcome(seed);
    history.push(operation("add", `item-${index}`, { invokedAt: index * 10, completedAt: index * 10 + 2, outcome }));
    if (outcome === "ok" || (outcome === "indeterminate" && seed.random() < 0.5)) present.push(`item-${index}`);
    if (seed.random() < 0.3) history.push(operation("read", [...present], { invokedAt: index * 10 + 5 }));
  }
  return [...history, operation("read", [...present], { invokedAt: 400 })];
}

function itemsOf({ value }: SetOperation): readonly Item[] {
  return typeof value === "object" ? value : [value];
}
