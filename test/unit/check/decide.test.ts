import { describe, expect, it } from "vitest";
import { type Decision, decide, type Ended, type Observations } from "../../../src/check/decide.ts";
import { BrokenError, CheckFailure } from "../../../src/check/failure.ts";
import { EnvironmentError } from "../../../src/core/errors.ts";

const FAILURE = {
  asked: "GET http://web/",
  expected: "status 200",
  seen: "status 502 after 3 ms",
  again: "podlab probe",
};
const RETURNED: Ended = { how: "returned" };

describe("a verdict", () => {
  it("is passed when the check asked something and said nothing against the answer", () => {
    expect(verdict({ ended: RETURNED })).toEqual({ verdict: "passed" });
  });

  it("is broken when the check asked nothing: nothing passes by doing nothing", () => {
    expect(verdict({ ended: RETURNED, probes: 0 })).toMatchObject({
      verdict: "broken",
      reason: expect.stringMatching(/judged nothing/),
    });
  });

  it("is broken when the check did not wait for what it asked", () => {
    const reason = "the check did not wait for 2 of its own questions";
    expect(verdict({ ended: RETURNED, pending: 2 })).toEqual({ verdict: "broken", reason });
    expect(verdict({ ended: threw(new CheckFailure(FAILURE)), pending: 2 })).toMatchObject({ verdict: "failed" });
  });

  it("is failed, in the check's own words", () => {
    expect(verdict({ ended: threw(new CheckFailure(FAILURE)) })).toEqual({ verdict: "failed", failure: FAILURE });
  });

  it("is failed when the check's time is up", () => {
    const decision = verdict({ ended: { how: "cut off", afterMs: 60_000 } });
    expect(decision).toMatchObject({ verdict: "failed", failure: { seen: "did not finish within 60 000 ms" } });
  });

  it("is broken when the engine or the agent failed", () => {
    const gone = new EnvironmentError("the engine does not answer");
    expect(verdict({ ended: threw(gone) })).toEqual({ verdict: "broken", reason: "the engine does not answer" });
    expect(verdict({ ended: threw(new BrokenError("no samples")) })).toEqual({
      verdict: "broken",
      reason: "no samples",
    });
  });

  it("is broken when the check itself has a fault, and shows where", () => {
    const decision = verdict({ ended: threw(new TypeError("x is not a function")) });
    expect(decision).toMatchObject({
      verdict: "broken",
      reason: expect.stringMatching(/the lab's and not yours: x is not a function/),
    });
    expect(decision).toHaveProperty("stack", expect.stringContaining("decide.test.ts"));
  });

  it.each([RETURNED, threw(new CheckFailure(FAILURE))])(
    "is broken when a container of podlab's own died (%j)",
    (ended) => {
      expect(verdict({ ended, dead: ["member/legacy"] })).toMatchObject({
        verdict: "broken",
        reason: expect.stringMatching(/^member\/legacy of/),
      });
    },
  );

  it("is broken when a load could not be produced, even if the check took no notice", () => {
    const troubles = ["the load could not be produced"];
    expect(verdict({ ended: RETURNED, troubles })).toEqual({ verdict: "broken", reason: troubles[0] });
  });

  it("is broken when time decided and podlab itself was held up", () => {
    const late = threw(new CheckFailure(FAILURE, { timed: true }));
    expect(verdict({ ended: late, lagMs: 300 })).toMatchObject({
      verdict: "broken",
      reason: expect.stringMatching(/held up for 300 ms/),
    });
    expect(verdict({ ended: late, lagMs: 200 })).toMatchObject({ verdict: "failed" });
  });

  it("does not care for podlab's lag where time decided nothing", () => {
    expect(verdict({ ended: threw(new CheckFailure(FAILURE)), lagMs: 300 })).toMatchObject({ verdict: "failed" });
    expect(verdict({ ended: RETURNED, lagMs: 300 })).toEqual({ verdict: "passed" });
  });
});

function threw(thrown: unknown): Ended {
  return { how: "threw", thrown };
}

function verdict(parts: Partial<Observations> & Pick<Observations, "ended">): Decision {
  return decide({ probes: 1, pending: 0, dead: [], troubles: [], lagMs: 0, again: "podlab check", ...parts });
}
