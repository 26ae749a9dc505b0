import { conclude } from "../../../src/grade/conclude.ts";
import type { Grade, Gradebook, GradedCheck } from "../../../src/grade/types.ts";
import { submissionOf } from "./submissions.ts";

/** What a hostile submission would like to see in a report as it is. */
export const EVIL = `=cmd|' /C calc'!A0 "</script><script>alert(1)</script>" \u001B]0;owned\u0007 \u202Egpj. \uD800 ]]> &amp;`;

const LAB = {
  lab: "demo",
  title: "A demonstration, with a comma",
  maxPoints: 5,
  steps: [
    { step: "one", title: "First <step>", points: 2 },
    { step: "two", title: "Second", points: 3 },
  ],
  checks: [
    { step: "one", check: "a", title: "it answers" },
    { step: "one", check: "b", title: "it & 'nothing' else" },
    { step: "two", check: "c", title: "it stays" },
  ],
};

const failure = { asked: EVIL, expected: "200", seen: EVIL, again: "podlab probe http http://web" };
const passed = (check: string): GradedCheck => ({ ...given(check), verdict: "passed", ms: 10 });

/** A small class: one of each outcome, and one whose every text is hostile. */
export function bookOf(): Gradebook {
  return {
    seed: 7,
    startedAt: Date.UTC(2026, 0, 2, 3, 4),
    podlab: "0.1.0",
    labs: [LAB],
    grades: [
      gradeOf("ann", { checks: [passed("a"), passed("b"), passed("c")], points: 5 }),
      gradeOf("bob", {
        checks: [
          passed("a"),
          { ...given("b"), verdict: "failed", failure, timeline: EVIL, ms: 20 },
          { ...given("c"), verdict: "blocked", reason: "b", ms: 0 },
        ],
        points: 1,
        needsPerson: true,
      }),
      gradeOf("cyd", {
        checks: [passed("a")],
        points: 1,
        outcome: "exceeded",
        reason: { code: "time", text: "it took longer than it may: 600 s" },
      }),
      gradeOf("dot", {
        checks: [{ ...given("a"), verdict: "broken", reason: EVIL, ms: 5 }],
        outcome: "not graded",
        reason: { code: "engine", text: EVIL },
      }),
    ],
    refused: [{ source: `inbox/${EVIL}.tgz`, code: "bad-path", reason: EVIL }],
    missing: [{ lab: "demo", learner: { id: "eve", name: "Eve" } }],
    remarks: { "demo/ann": [EVIL] },
  };
}

function given(check: string): { step: string; check: string; title: string } {
  const found = LAB.checks.find((one) => one.check === check);
  if (found === undefined) throw new Error(`no check ${check}`);
  return found;
}

function gradeOf(learner: string, more: Partial<Grade>): Grade {
  const submission = { ...submissionOf(learner, "demo"), learner: { id: learner, name: `${learner}, ${EVIL}` } };
  const lab = { id: "demo", steps: [] };
  const plain = conclude({ submission, lab, seed: 1, records: [], titleOf: (step) => step, ms: 1234 });
  const steps = LAB.steps.map(({ step, title, points }) => ({ step, title, points: 0, maxPoints: points }));
  return { ...plain, maxPoints: 5, steps, ...more };
}
