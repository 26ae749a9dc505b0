import type { Grade } from "../grade/types.ts";
import type { Cli } from "./cli.ts";

/** Tells a grade with all that it rests on, as the events of a learner's own run of checks. */
export function tellGrade(cli: Cli, grade: Grade, remarks: readonly string[] = []): void {
  const { lab, learner, outcome, reason, points, maxPoints, needsPerson, steps, checks, ms, seed } = grade;
  const failed = checks.filter(({ verdict }) => verdict === "failed").map(({ check }) => check);
  const about = { lab, learner: learner.id, source: grade.key, outcome, points, maxPoints, needsPerson, failed, ms };
  cli.emit({ event: "grade", ...about, ...(reason && { reason }) });
  for (const text of remarks) cli.emit({ event: "notice", level: "info", text });
  for (const [index, { step, title, maxPoints: worth }] of steps.entries()) {
    cli.emit({ event: "step", lab, step, number: index + 1, of: steps.length, title, points: worth });
    for (const check of checks.filter((one) => one.step === step))
      cli.emit({ event: "verdict", lab, evidence: [], ...check });
  }
  const count = (verdict: string) => checks.filter((check) => check.verdict === verdict).length;
  const counts = {
    passed: count("passed"),
    failed: count("failed"),
    blocked: count("blocked"),
    broken: count("broken"),
  };
  cli.emit({ event: "summary", lab, ...counts, points, maxPoints, seed, ms });
}
