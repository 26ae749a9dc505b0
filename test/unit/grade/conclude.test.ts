import { describe, expect, it } from "vitest";
import type { VerdictEvent } from "../../../src/core/events.ts";
import type { Verdict } from "../../../src/core/verdict.ts";
import { conclude, type Judged } from "../../../src/grade/conclude.ts";
import { check, step } from "../../../src/lab/define.ts";
import { submissionOf } from "./submissions.ts";

const never = async () => undefined;
const LAB = {
  id: "demo",
  steps: [
    step("one", { points: 2, checks: [check("a", "A", never), check("b", "B", never)] }),
    step("two", { points: 3, checks: [check("c", "C", never)] }),
  ],
};

function judged(verdicts: readonly Verdict[], more: Partial<Judged> = {}): Judged {
  const checks = LAB.steps.flatMap(({ id, checks }) => checks.map((one) => ({ step: id, check: one.id })));
  const records = verdicts.map(
    (verdict, index): VerdictEvent => ({
      event: "verdict",
      lab: LAB.id,
      step: checks[index]?.step ?? "",
      check: checks[index]?.check ?? "",
      title: "",
      verdict,
      ms: 1,
      evidence: [],
    }),
  );
  const submission = submissionOf("ann", "demo");
  return { submission, lab: LAB, seed: 7, records, titleOf: (id) => id.toUpperCase(), ms: 12.4, ...more };
}

describe("a grade", () => {
  it("gives each step its share of the points", () => {
    const grade = conclude(judged(["passed", "failed", "passed"]));
    expect(grade).toMatchObject({ outcome: "graded", points: 4, maxPoints: 5, needsPerson: false, ms: 12 });
    expect(grade.steps).toEqual([
      { step: "one", title: "ONE", points: 1, maxPoints: 2 },
      { step: "two", title: "TWO", points: 3, maxPoints: 3 },
    ]);
  });

  it("is none where something could not be judged: no points, and a reason that is not the learner's", () => {
    const grade = conclude(judged(["passed", "broken", "passed"]));
    expect(grade).toMatchObject({ outcome: "not graded", points: 0, reason: { code: "engine" } });
    expect(grade.reason?.text).toContain("b could not be judged");
    expect(conclude(judged([], { trouble: "no space" })).reason?.text).toBe("no space");
  });

  it("counts what passed before a limit was gone beyond, whatever broke with it", () => {
    const excess = { code: "time", text: "it took longer than it may: 600 s" } as const;
    expect(conclude(judged(["passed"], { excess }))).toMatchObject({ outcome: "exceeded", points: 1, reason: excess });
    expect(conclude(judged(["passed", "broken"], { excess, trouble: "gone" }))).toMatchObject({
      outcome: "exceeded",
      points: 1,
    });
  });

  it("asks for a person where a check wavered", () => {
    const { records, ...rest } = judged(["passed", "passed", "passed"]);
    const wavering = records.map((record, index) => (index === 1 ? { ...record, wavered: true as const } : record));
    expect(conclude({ ...rest, records: wavering })).toMatchObject({ outcome: "graded", needsPerson: true, points: 5 });
  });
});
