import type { GradeEvent, PodlabEvent } from "../../core/events.ts";
import { wrap } from "../../screen/text.ts";
import { seconds } from "./seconds.ts";
import type { Terminal } from "./terminal.ts";

const OUTCOME_MARKS = { graded: "passed", exceeded: "failed", "not graded": "broken" } as const;

/** A submission's grade: who, what for, points, and what is not as it should be. */
export function gradeLines(event: GradeEvent, terminal: Terminal): string[] {
  const { outcome, learner, lab, points, maxPoints, reason, needsPerson, failed, ms } = event;
  const mark = terminal.marks[OUTCOME_MARKS[outcome]];
  const grade = outcome === "not graded" ? "not graded" : `${points} of ${maxPoints}`;
  const notes = [
    ...(reason === undefined ? [] : [reason.text]),
    ...(failed.length > 0 ? [`failed: ${failed.join(", ")}`] : []),
    ...(needsPerson ? ["a check failed and passed: look at it yourself"] : []),
  ];
  return [
    `  ${mark} ${learner} ${lab}: ${grade} (${seconds(ms)})`,
    ...notes.flatMap((note) => wrap(note, terminal.width - 4).map((line) => `    ${line}`)),
  ];
}

/** "graded 12 of 60, 4 running, 7.5 a minute, 6 min left" */
export function gradingText(event: Extract<PodlabEvent, { event: "grading" }>): string {
  const { done, running, total, perMinute, leftMs } = event;
  const left = leftMs === undefined ? "" : `, ${perMinute} a minute, ${Math.ceil(leftMs / 60_000)} min left`;
  return `graded ${done} of ${total}, ${running} running${left}`;
}
