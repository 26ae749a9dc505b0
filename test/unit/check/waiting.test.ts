import { describe, expect, it } from "vitest";
import { Evidence } from "../../../src/check/evidence.ts";
import { CheckFailure } from "../../../src/check/failure.ts";
import { Reproduction } from "../../../src/check/reproduction.ts";
import { createWaiting } from "../../../src/check/waiting.ts";

const FAILURE = { asked: "GET http://web/", expected: "status 200", seen: "status 502", again: "podlab probe" };

describe("eventually", () => {
  it("asks until it holds and gives the answer", async () => {
    let asked = 0;
    const answer = await waiting().eventually(
      async () => {
        asked += 1;
        if (asked < 3) throw new CheckFailure(FAILURE);
        return "up";
      },
      { withinMs: 5_000, everyMs: 1 },
    );
    expect([answer, asked]).toEqual(["up", 3]);
  });

  it("fails with its last failure when the time is up", async () => {
    const never = waiting().eventually(() => Promise.reject(new CheckFailure(FAILURE)), { withinMs: 30, everyMs: 1 });
    await expect(never).rejects.toMatchObject({ timed: true, failure: { seen: "status 502, still so after 30 ms" } });
  });

  it("does not wait longer for a question that has no end", async () => {
    const never = waiting().eventually(() => new Promise(() => undefined), { withinMs: 20 });
    await expect(never).rejects.toMatchObject({
      failure: { expected: "an answer within 20 ms", again: expect.any(String) },
    });
  });

  it("ends at once for what is no failure of the work", async () => {
    const broken = waiting().eventually(() => Promise.reject(new TypeError("a bug")), { withinMs: 60_000 });
    await expect(broken).rejects.toThrow("a bug");
  });

  it("ends with the signal, even in the middle of a question", async () => {
    const abort = new AbortController();
    const hanging = waiting(abort.signal).eventually(() => new Promise(() => undefined), { withinMs: 60_000 });
    abort.abort();
    await expect(hanging).rejects.toThrow("aborted");
  });
});

describe("always", () => {
  it("holds when every question did", async () => {
    let asked = 0;
    await waiting().always(
      async () => {
        asked += 1;
      },
      { duringMs: 20, everyMs: 1 },
    );
    expect(asked).toBeGreaterThan(1);
  });

  it("fails at the first that does not hold, and says when", async () => {
    const once = waiting().always(() => Promise.reject(new CheckFailure(FAILURE)), { duringMs: 60_000 });
    await expect(once).rejects.toThrow(/status 502, [\d.]+ ms into the 60 000 ms for which it must hold/);
  });
});

function waiting(signal = new AbortController().signal) {
  const reproduction = new Reproduction({ lab: "lab", step: "step", seed: 1 });
  return createWaiting({ signal, evidence: new Evidence(), reproduction });
}
