import { describe, expect, it } from "vitest";
import type { Seed } from "../../../src/core/seed.ts";
import { type Operation, type Token, tokensMonotone } from "../../../src/histories/index.ts";
import { EVIDENCE, forSeeds, operation, pickIndex, replaceAt } from "./building.ts";

describe("tokensMonotone", () => {
  it("never fails holders that come one after the other, whatever was rejected", () => {
    forSeeds((seed) => expect(tokensMonotone(reigns(seed), EVIDENCE)).toMatchObject({ ok: true, judged: 40 }));
  });

  it("always finds one late write of a former holder", () => {
    forSeeds((seed) => {
      const history = reigns(seed);
      const late = seed.pick(history.filter(({ value, outcome }) => outcome === "ok" && (value ?? 0) < 40));
      const { ok, regressions } = tokensMonotone([...history, late], EVIDENCE);
      expect({ ok, regressions }).toEqual({ ok: false, regressions: [late] });
    });
  });

  it("always finds one write without a token, and one with another's token", () => {
    forSeeds((seed) => {
      const history = reigns(seed);
      const index = pickIndex(seed, history, ({ outcome }) => outcome === "ok");
      const bare = replaceAt(history, index, (write) => [{ ...write, value: undefined }]);
      expect(tokensMonotone(bare, EVIDENCE)).toMatchObject({ ok: false, withoutToken: [{ value: undefined }] });
      const forged = replaceAt(history, index, (write) => [write, { ...write, process: "forger" }]);
      expect(tokensMonotone(forged, EVIDENCE)).toMatchObject({ ok: false, shared: [{ process: "forger" }] });
    });
  });

  it("says whose token had been seen", () => {
    const history = [
      write("cand-b", 42n, 1000),
      write("cand-a", 41n, 1499),
      { ...write("cand-c", undefined, 1999), key: "ledger" },
    ];
    expect(tokensMonotone(history, { atLeast: 1 }).sentences).toEqual([
      "a write by cand-a with token 41 was accepted at 1.500 s: cand-b had written with token 42 before",
      'a write of "ledger" by cand-c without a token was accepted at 2.000 s: nothing tells whether it still was the holder',
    ]);
  });

  it("does not pass where only rejected writes were seen", () => {
    expect(tokensMonotone([{ ...write("a", 1, 0), outcome: "fail" }], { atLeast: 1 }).enough).toBe(false);
  });
});

function write(process: string, token: Token, at: number): Operation<Token> {
  return operation<Token>("write", token, { process, invokedAt: at });
}

/** Forty accepted writes by holders with ever higher tokens, the last of them 40; rejected late ones in between. */
function reigns(seed: Seed): Operation<Token>[] {
  let token = 1;
  return Array.from({ length: 40 }, (_, index) => {
    if (index === 39) token = 40;
    else if (index > 0 && index < 38 && seed.random() < 0.2) token += 1;
    const accepted = write(`cand-${token}`, token, index * 10);
    const rejected: Operation<Token> = {
      ...write("old", 0, index * 10 + 1),
      outcome: seed.pick(["fail", "indeterminate"]),
    };
    return [accepted, rejected];
  }).flat();
}
