import { pointsOf } from "../check/points.ts";
import type { VerdictEvent } from "../core/events.ts";
import type { Lab } from "../lab/types.ts";
import type { Grade, GradedCheck, GradedStep, Submission } from "./types.ts";

/** A limit that a submission went beyond, with a stable code. */
export interface Excess {
  readonly code: "memory" | "time" | "output";
  readonly text: string;
}

/** All that a grade rests on. */
export interface Judged {
  readonly submission: Submission;
  readonly lab: Pick<Lab, "id" | "steps">;
  readonly seed: number;
  readonly records: readonly VerdictEvent[];
  /** Why the lab could not be brought up or judged to its end. */
  readonly trouble?: string;
  readonly excess?: Excess;
  readonly titleOf: (step: string) => string;
  readonly ms: number;
}

/**
 * The grade, a pure function of what was judged. Podlab's or the machine's trouble comes first, for then nothing can be
 * said; but a submission that went beyond its limits is scored for what passed: the trouble is its own.
 */
export function conclude(judged: Judged): Grade {
  const { submission, lab, seed, records, excess, ms } = judged;
  const trouble = judged.trouble ?? brokenReason(records);
  const notGraded = trouble !== undefined && excess === undefined;
  const { points, maxPoints } = pointsOf(lab.steps, notGraded ? [] : records);
  const reason = excess ?? (trouble === undefined ? undefined : { code: "engine", text: trouble });
  const { key, learner, hash } = submission;
  return {
    key,
    lab: lab.id,
    learner,
    hash,
    seed,
    outcome: notGraded ? "not graded" : excess === undefined ? "graded" : "exceeded",
    ...(reason !== undefined && { reason: { code: reason.code, text: reason.text } }),
    points,
    maxPoints,
    steps: stepsOf(judged, notGraded),
    checks: records.map(checkOf),
    needsPerson: records.some(({ wavered }) => wavered === true),
    ms: Math.round(ms),
  };
}

function brokenReason(records: readonly VerdictEvent[]): string | undefined {
  const broken = records.find(({ verdict }) => verdict === "broken");
  return broken && `${broken.check} could not be judged: ${broken.reason ?? "no reason was given"}`;
}

function stepsOf({ lab, records, titleOf }: Judged, notGraded: boolean): GradedStep[] {
  return lab.steps.map((step) => ({
    step: step.id,
    title: titleOf(step.id),
    ...pointsOf([step], notGraded ? [] : records),
  }));
}

function checkOf({ step, check, title, verdict, failure, reason, timeline, wavered, ms }: VerdictEvent): GradedCheck {
  return {
    step,
    check,
    title,
    verdict,
    ...(failure && { failure }),
    ...(reason !== undefined && { reason }),
    ...(timeline !== undefined && { timeline }),
    ...(wavered && { wavered }),
    ms,
  };
}
