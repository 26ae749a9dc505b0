import Builder from "fast-xml-builder";
import type { Grade, Gradebook, GradedCheck } from "../types.ts";
import { plainText } from "./plain-text.ts";

/**
 * JUnit's XML as CI systems read it: a test suite a submission, a test case a check. Blocked checks are skipped, and what
 * could not be judged is an error, never a failure.
 */
export function junitXml(book: Gradebook): string {
  const builder = new Builder({ ignoreAttributes: false, format: true, suppressBooleanAttributes: false });
  const suites = book.grades.map((grade) => ({
    "@_name": `${grade.lab}/${grade.learner.id}`,
    ...counts(grade.checks),
    "@_time": seconds(grade.ms),
    testcase: grade.checks.map((check) => testCase(grade, check)),
  }));
  const all = book.grades.flatMap(({ checks }) => checks);
  const root = { "@_name": "podlab grade", ...counts(all), testsuite: suites };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: root })}`;
}

function counts(checks: readonly GradedCheck[]) {
  const count = (verdict: GradedCheck["verdict"]) => checks.filter((check) => check.verdict === verdict).length;
  return {
    "@_tests": checks.length,
    "@_failures": count("failed"),
    "@_errors": count("broken"),
    "@_skipped": count("blocked"),
  };
}

function testCase({ lab }: Grade, { step, check, title, verdict, failure, reason = "", timeline, ms }: GradedCheck) {
  const about = { "@_classname": `${lab}.${step}`, "@_name": plainText(`${check}: ${title}`), "@_time": seconds(ms) };
  switch (verdict) {
    case "passed":
      return about;
    case "failed": {
      const { asked = "", expected = "", seen = "", again = "" } = failure ?? {};
      const lines = [`asked: ${asked}`, `expected: ${expected}`, `seen: ${seen}`, `again: ${again}`, timeline ?? ""];
      const text = plainText(lines.join("\n"));
      return { ...about, failure: { "@_message": plainText(`expected ${expected}, seen ${seen}`), "#text": text } };
    }
    case "blocked":
      return { ...about, skipped: { "@_message": plainText(`needs ${reason}`) } };
    case "broken":
      return { ...about, error: { "@_message": plainText(reason) } };
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
