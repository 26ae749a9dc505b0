import { describe, expect, it } from "vitest";
import type { Seed } from "../../../src/core/seed.ts";
import { type Item, type Operation, totalQueue } from "../../../src/histories/index.ts";
import { EVIDENCE, forSeeds, operation, pickIndex, replaceAt, someOutcome } from "./building.ts";

type QueueOperation = Operation<Item | undefined>;

describe("totalQueue", () => {
  it("never fails a queue that keeps its promise", () => {
    forSeeds((seed) =>
      expect(totalQueue(rightQueue(seed), EVIDENCE)).toMatchObject({ ok: true, lost: [], duplicated: [] }),
    );
  });

  it("always finds one item dropped", () => {
    forSeeds((seed) => {
      const history = rightQueue(seed);
      const index = pickIndex(seed, history, isAcknowledgedTake(history));
      const { ok, lost, firstBad } = totalQueue(
        replaceAt(history, index, () => []),
        EVIDENCE,
      );
      expect({ ok, lost, item: firstBad?.operation.value }).toEqual({
        ok: false,
        lost: [history[index]?.value],
        item: history[index]?.value,
      });
    });
  });

  it("always finds one item delivered twice, unless that is allowed", () => {
    forSeeds((seed) => {
      const history = rightQueue(seed);
      const index = pickIndex(seed, history, ({ op }) => op === "dequeue");
      const twice = replaceAt(history, index, (taken) => [taken, taken]);
      expect(totalQueue(twice, EVIDENCE)).toMatchObject({ ok: false, duplicated: [history[index]?.value] });
      expect(totalQueue(twice, { ...EVIDENCE, duplicatesAllowed: true })).toMatchObject({
        ok: true,
        duplicated: [history[index]?.value],
      });
    });
  });

  it("always finds one item invented", () => {
    forSeeds((seed) => {
      const history = [...rightQueue(seed), operation("dequeue", "invented", { invokedAt: 900 })];
      expect(totalQueue(history, EVIDENCE)).toMatchObject({ ok: false, unexpected: ["invented"] });
    });
  });

  it("finds an item that came out though putting it in was refused", () => {
    const history = [operation("enqueue", "a", { outcome: "fail" }), operation("dequeue", "a")];
    expect(totalQueue(history, { atLeast: 1 }).unexpected).toEqual(["a"]);
  });

  it("calls an item recovered that came out after a timeout, and forgives one that did not", () => {
    const history = [
      operation("enqueue", "a", { outcome: "indeterminate" }),
      operation("enqueue", "b", { outcome: "indeterminate" }),
      operation("enqueue", "c"),
      operation("dequeue", "a"),
      operation("dequeue", "c"),
    ];
    expect(totalQueue(history, { atLeast: 1 })).toMatchObject({ ok: true, recovered: ["a"], lost: [] });
  });

  it("forgives as many missing items as dequeues ended unknown, and no more", () => {
    const put = [operation("enqueue", "a"), operation("enqueue", "b")];
    const unknown: QueueOperation = operation("dequeue", undefined, { outcome: "indeterminate" });
    expect(totalQueue([...put, operation("dequeue", "a"), unknown], { atLeast: 1 }).ok).toBe(true);
    expect(totalQueue([...put, unknown], { atLeast: 1 })).toMatchObject({ ok: false, lost: ["a", "b"] });
  });

  it("tells a learner what the queue did", () => {
    const history = [
      operation("enqueue", "j1", { invokedAt: 1203 }),
      operation("enqueue", "j2", { invokedAt: 1300 }),
      operation("dequeue", "j2", { invokedAt: 1400 }),
      operation("dequeue", "j2", { invokedAt: 1500 }),
      operation("dequeue", "j3", { invokedAt: 1600 }),
    ];
    expect(totalQueue(history, { atLeast: 1 }).sentences).toEqual([
      '"j1" was acknowledged at 1.204 s and never came out',
      '"j2" was put in once and came out twice, once too often at 1.501 s',
      '"j3" came out at 1.601 s and had never been put in',
    ]);
  });

  it("does not pass an empty history", () => {
    expect(totalQueue([], { atLeast: 60 })).toMatchObject({
      ok: false,
      enough: false,
      sentences: ["too little evidence: 0 acknowledged items, at least 60 are needed to judge"],
    });
  });
});

/** Clients put items in and take them out of a right queue, with timeouts and refusals, until it is empty. */
function rightQueue(seed: Seed): QueueOperation[] {
  const history: QueueOperation[] = [];
  const waiting: string[] = [];
  for (let index = 0; index < 40; index += 1) {
    const times = { process: `p${seed.int(1, 3)}`, invokedAt: index * 10, completedAt: index * 10 + seed.int(1, 30) };
    const outcome = index < EVIDENCE.atLeast ? "ok" : someOutcome(seed);
    history.push(operation("enqueue", `item-${index}`, { ...times, outcome }));
    const happened = outcome === "ok" || (outcome === "indeterminate" && seed.random() < 0.5);
    if (happened) waiting.push(`item-${index}`);
  }
  return [
    ...history,
    ...seed.shuffle(waiting).map((item, index) => operation("dequeue", item, { invokedAt: 500 + index })),
  ];
}

function isAcknowledgedTake(history: readonly QueueOperation[]) {
  const acknowledged = new Set(
    history.filter(({ op, outcome }) => op === "enqueue" && outcome === "ok").map(({ value }) => value),
  );
  return ({ op, value }: QueueOperation) => op === "dequeue" && acknowledged.has(value);
}
