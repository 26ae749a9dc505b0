import type { Gradebook, GradedCheck } from "../types.ts";
import { plainText } from "./plain-text.ts";

const STATUS = { passed: "passed", failed: "failed", blocked: "skipped", broken: "other" } as const;

/** The Common Test Report Format (JSON): a test a check, its suite the lab, the learner and the step. */
export function ctrfJson(book: Gradebook): string {
  const tests = book.grades.flatMap(({ lab, learner, checks }) =>
    checks.map((check) => testOf(lab, learner.id, check)),
  );
  const count = (status: string) => tests.filter((test) => test.status === status).length;
  const stop = book.startedAt + tests.reduce((sum, { duration }) => sum + duration, 0);
  const summary = {
    tests: tests.length,
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("skipped"),
    pending: 0,
    other: count("other"),
    start: book.startedAt,
    stop,
  };
  const results = { tool: { name: "podlab", version: book.podlab }, summary, tests };
  return `${JSON.stringify({ reportFormat: "CTRF", specVersion: "0.0.0", results }, null, 2)}\n`;
}

function testOf(
  lab: string,
  learner: string,
  { step, check, title, verdict, failure, reason, timeline, ms }: GradedCheck,
) {
  const message = failure === undefined ? reason : `expected ${failure.expected}, seen ${failure.seen}`;
  return {
    name: plainText(`${check}: ${title}`),
    status: STATUS[verdict],
    rawStatus: verdict,
    duration: ms,
    suite: [lab, learner, step],
    ...(message !== undefined && { message: plainText(message) }),
    ...(timeline !== undefined && { trace: plainText(timeline) }),
  };
}
