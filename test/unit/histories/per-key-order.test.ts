import { describe, expect, it } from "vitest";
import type { Seed } from "../../../src/core/seed.ts";
import { type Item, type Operation, perKeyOrder } from "../../../src/histories/index.ts";
import { EVIDENCE, forSeeds, operation, replaceAt } from "./building.ts";

describe("perKeyOrder", () => {
  it("never fails a log that keeps the order of each key, in whatever way the keys are woven together", () => {
    forSeeds((seed) =>
      expect(perKeyOrder(rightLog(seed), EVIDENCE)).toMatchObject({ ok: true, outOfOrder: [], unexpected: [] }),
    );
  });

  it("always finds two neighbours of a key swapped", () => {
    forSeeds((seed) => {
      const history = rightLog(seed);
      const key = seed.pick(["a", "b", "c"]);
      const places = history.flatMap((one, index) => (one.op === "receive" && one.key === key ? [index] : []));
      const place = seed.int(0, places.length - 2);
      const [earlier = 0, later = 0] = places.slice(place, place + 2);
      const swapped = history.map(
        (one, index) => history[index === earlier ? later : index === later ? earlier : index] ?? one,
      );
      expect(perKeyOrder(swapped, EVIDENCE)).toMatchObject({
        ok: false,
        outOfOrder: [{ value: history[earlier]?.value }],
      });
    });
  });

  it("always finds one message invented, or moved to another key", () => {
    forSeeds((seed) => {
      const history = rightLog(seed);
      const index = history.findLastIndex(({ op }) => op === "receive");
      const invented = replaceAt(history, index, (one) => [{ ...one, value: "invented" }]);
      expect(perKeyOrder(invented, EVIDENCE)).toMatchObject({ ok: false, unexpected: [{ value: "invented" }] });
      const moved = replaceAt(history, index, (one) => [{ ...one, key: "elsewhere" }]);
      expect(perKeyOrder(moved, EVIDENCE)).toMatchObject({ ok: false, unexpected: [{ key: "elsewhere" }] });
    });
  });

  it("judges the first of repeated receipts, and counts the others", () => {
    const history = [send(1, 0), send(2, 10), receive(1), receive(2), receive(1), receive(2)];
    expect(perKeyOrder(history, { atLeast: 2 })).toMatchObject({ ok: true, judged: 2, repeats: 2 });
  });

  it("knows no order between sends that overlap, or whose end nobody saw", () => {
    const overlapping = [{ ...send(1, 0), completedAt: 50 }, send(2, 10), receive(2), receive(1)];
    expect(perKeyOrder(overlapping, { atLeast: 2 }).ok).toBe(true);
    const { completedAt: _, ...unseen } = send(1, 0);
    expect(
      perKeyOrder([{ ...unseen, outcome: "indeterminate" }, send(2, 10), receive(2), receive(1)], { atLeast: 2 }).ok,
    ).toBe(true);
  });

  it("says what came after what", () => {
    const history = [send(1, 0), send(2, 10), receive(2, 100), receive(1, 110)];
    expect(perKeyOrder(history, { atLeast: 2 }).sentences).toEqual([
      '1 of "a", received at 0.111 s, came after 2, which was sent later',
    ]);
  });

  it("does not pass where nothing was received", () => {
    expect(perKeyOrder([send(1, 0)], { atLeast: 1 }).enough).toBe(false);
  });
});

function send(value: number, at: number): Operation<Item> {
  return operation<Item>("send", value, { key: "a", invokedAt: at });
}

function receive(value: number, at = 100): Operation<Item> {
  return operation<Item>("receive", value, { key: "a", invokedAt: at });
}

/** Three producers, a key each, that wait for each acknowledgement; one receiver that weaves the keys together. */
function rightLog(seed: Seed): Operation<Item>[] {
  const sends = ["a", "b", "c"].flatMap((key) =>
    Array.from({ length: 10 }, (_, index) =>
      operation<Item>("send", `${key}${index}`, { process: key, key, invokedAt: index * 10 }),
    ),
  );
  const queues = new Map(["a", "b", "c"].map((key) => [key, sends.filter((sent) => sent.key === key)]));
  const turns = seed.shuffle(sends.map(({ key = "" }) => key));
  const receipts = turns.flatMap((key, index) => {
    const sent = queues.get(key)?.shift();
    return sent === undefined
      ? []
      : [{ ...sent, op: "receive", process: "receiver", invokedAt: 200 + index, completedAt: 200 + index }];
  });
  return [...sends, ...receipts];
}
