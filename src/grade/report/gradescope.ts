import type { Grade, GradedCheck, GradedLab } from "../types.ts";
import { plainText } from "./plain-text.ts";

/**
 * Gradescope's results.json of one submission: a test a check, with its share of its step's points. What was not graded
 * has no score, so that the platform shows none.
 */
export function gradescopeJson(grade: Grade, lab: GradedLab): string {
  const { outcome, reason, points, checks, ms } = grade;
  const score = outcome === "not graded" ? {} : { score: points };
  const output = reason === undefined ? {} : { output: plainText(reason.text), output_format: "text" };
  const tests = checks.map((check, index) => testOf(check, index, lab, outcome));
  return `${JSON.stringify({ ...score, execution_time: Math.round(ms / 1000), visibility: "visible", ...output, tests }, null, 2)}\n`;
}

function testOf(check: GradedCheck, index: number, lab: GradedLab, outcome: Grade["outcome"]) {
  const { title, verdict, failure, reason = "", timeline } = check;
  const scores =
    outcome === "not graded" ? {} : { score: shareOf(check, lab, verdict), max_score: shareOf(check, lab, "passed") };
  const lines =
    failure === undefined
      ? [verdict === "passed" ? "" : `${verdict}: ${reason}`]
      : [`asked: ${failure.asked}`, `expected: ${failure.expected}`, `seen: ${failure.seen}`, timeline ?? ""];
  return {
    name: plainText(title),
    number: String(index + 1),
    ...scores,
    status: verdict === "passed" ? "passed" : "failed",
    output: plainText(lines.filter((line) => line !== "").join("\n")),
    output_format: "text",
    visibility: "visible",
  };
}

/** What a check alone would bring with this verdict. */
function shareOf({ step, check }: GradedCheck, { steps, checks }: GradedLab, verdict: GradedCheck["verdict"]): number {
  if (verdict !== "passed") return 0;
  const points = steps.find((one) => one.step === step)?.points ?? 0;
  const all = checks.filter((one) => one.step === step);
  // The last of them makes up for what rounding takes from or gives to the others.
  const share = Math.round((points / all.length) * 100) / 100;
  const isLast = all.at(-1)?.check === check;
  return isLast ? Math.round((points - share * (all.length - 1)) * 100) / 100 : share;
}
