import { describe, expect, it } from "vitest";
import { firstBadAfter } from "../../../src/histories/index.ts";
import { EVIDENCE, forSeeds, operation, replaceAt } from "./building.ts";

const healed = Array.from({ length: 50 }, (_, index) =>
  operation("get", 200, { process: "prober", invokedAt: index * 100, outcome: index < 20 ? "fail" : "ok" }),
);

describe("firstBadAfter", () => {
  it("forgives what began before the moment", () => {
    expect(firstBadAfter(healed, { ...EVIDENCE, after: 2000 })).toMatchObject({ ok: true, judged: 30, bad: 0 });
  });

  it("always finds one failure after it", () => {
    forSeeds((seed) => {
      const index = seed.int(20, 49);
      const outcome = seed.pick(["fail", "indeterminate"] as const);
      const history = replaceAt(healed, index, (one) => [{ ...one, outcome }]);
      const judgement = firstBadAfter(seed.shuffle(history), { ...EVIDENCE, after: 2000 });
      expect(judgement).toMatchObject({
        ok: false,
        bad: 1,
        firstBad: { at: index * 100 },
        lastBadAfterMs: index * 100 - 2000,
      });
    });
  });

  it("says what happened and how late, and how long the system really needed", () => {
    const judgement = firstBadAfter(healed, { atLeast: 1, after: 1800 });
    expect(judgement.sentences).toEqual([
      "get by prober failed, 0 ms after 1.800 s",
      "get by prober failed, 100 ms after 1.800 s",
    ]);
    expect(judgement.lastBadAfterMs).toBe(100);
  });

  it("takes the check's own idea of what is bad", () => {
    const stale = replaceAt(healed, 30, (one) => [{ ...one, value: 404 }]);
    const options = {
      atLeast: 1,
      after: 2000,
      isBad: ({ value }: { value: number }) => value !== 200,
      what: () => "found no page",
    };
    expect(firstBadAfter(stale, options).sentences).toEqual(["get by prober found no page, 1000 ms after 2.000 s"]);
  });

  it("tells of many by the first five", () => {
    const { sentences } = firstBadAfter(healed, { atLeast: 1, after: 0 });
    expect(sentences).toHaveLength(6);
    expect(sentences.at(-1)).toBe("and 15 more like these");
  });

  it("does not pass where nothing was asked after the moment", () => {
    expect(firstBadAfter(healed, { atLeast: 1, after: 5000 }).sentences).toEqual([
      "too little evidence: 0 operations from 5.000 s on, at least 1 are needed to judge",
    ]);
  });
});
