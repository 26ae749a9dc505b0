import { describe, expect, it } from "vitest";
import type { VerdictEvent, VerifiedEvent } from "../../../src/core/events.ts";
import { brokenPromise, unmeasured } from "../../../src/verify/judge-candidate.ts";
import { isProven, summarize } from "../../../src/verify/proven.ts";

const LAB = {
  steps: [
    { id: "first", points: 1, checks: [] },
    { id: "second", points: 1, checks: [] },
  ],
};

function verdict(step: string, check: string, word: VerdictEvent["verdict"] = "failed"): VerdictEvent {
  const failure = { asked: "GET /", expected: "200", seen: "500" };
  const heading = { event: "verdict", lab: "demo", step, check, title: check, ms: 1, evidence: [] } as const;
  return word === "failed"
    ? { ...heading, verdict: word, failure }
    : { ...heading, verdict: word, reason: "no engine" };
}

describe("what a candidate promises", () => {
  it("of the starter is to fail in the first step", () => {
    expect(brokenPromise(LAB, { kind: "starter" }, verdict("first", "a"))).toBeUndefined();
    expect(brokenPromise(LAB, { kind: "starter" }, verdict("second", "b"))).toContain("fails at b");
    expect(brokenPromise(LAB, { kind: "starter" }, undefined)).toContain("passes everything");
  });

  it("of a solution is to pass everything, and what could not be judged is told apart", () => {
    expect(brokenPromise(LAB, { kind: "solution" }, undefined)).toBeUndefined();
    expect(brokenPromise(LAB, { kind: "solution" }, verdict("first", "a"))).toContain("expected 200, seen 500");
    expect(brokenPromise(LAB, { kind: "solution" }, verdict("first", "a", "broken"))).toContain(
      "could not be judged at a: no engine",
    );
  });

  it("of a mutant is to fail first at the check that it names, not earlier, not later, not by accident", () => {
    const mutant = { kind: "mutant", fails: "b" } as const;
    expect(brokenPromise(LAB, mutant, verdict("second", "b"))).toBeUndefined();
    expect(brokenPromise(LAB, mutant, verdict("first", "a"))).toContain("must fail at b, fails at a");
    expect(brokenPromise(LAB, mutant, verdict("second", "b", "broken"))).toContain("could not be judged");
    expect(brokenPromise(LAB, mutant, undefined)).toContain("passes everything");
  });
});

describe("a solution's run", () => {
  const prediction = { id: "moved", question: "How many move?", unit: "users", check: "ramp" };
  const lab = { steps: [{ id: "first", points: 1, checks: [], prediction }] };

  it("must measure what learners predict, by the check that the prediction names", () => {
    expect(unmeasured(lab, { kind: "solution" }, new Set(["moved by ramp"]))).toBeUndefined();
    expect(unmeasured(lab, { kind: "solution" }, new Set(["moved by other"]))).toContain(
      "ramp measured nothing for moved",
    );
    expect(unmeasured(lab, { kind: "mutant" }, new Set())).toBeUndefined();
    expect(unmeasured(LAB, { kind: "solution" }, new Set())).toBeUndefined();
  });

  it("proves nothing when it passes without", () => {
    const about = {
      event: "candidate",
      lab: "demo",
      kind: "solution",
      name: "solution",
      seed: 1,
      check: null,
      ms: 1,
    } as const;
    const solution = (asPromised: boolean) =>
      summarize("demo", [{ ...about, outcome: "passes", asPromised }], 0, 1).solution;
    expect([solution(true), solution(false)]).toEqual(["passes", "fails"]);
  });
});

describe("a proven lab", () => {
  const verified: VerifiedEvent = {
    event: "verified",
    lab: "demo",
    starter: "fails",
    solution: "passes",
    mutants: 8,
    caught: 8,
    broken: 0,
    leftovers: 0,
    ms: 1,
  };

  it("kept every promise and left nothing", () => {
    expect(isProven(verified)).toBe(true);
    expect(isProven({ ...verified, starter: "unjudged" })).toBe(true);
  });

  it.each([
    [{ starter: "passes" }],
    [{ solution: "broken" }],
    [{ solution: "fails" }],
    [{ caught: 7 }],
    [{ leftovers: 1 }],
  ] as const)("is not one with %o", (change) => {
    expect(isProven({ ...verified, ...change })).toBe(false);
  });
});
