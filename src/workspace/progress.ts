import type { Verdict } from "../core/verdict.ts";
import { HINTS_A_STEP } from "../lab/text.ts";
import type { CheckProgress, LabProgress, Prediction, Progress } from "./progress-format.ts";

interface StepLike {
  readonly id: string;
  readonly checks: readonly { readonly id: string }[];
}

interface LabLike {
  readonly id: string;
  readonly steps: readonly StepLike[];
}

export type LabState = "not begun" | "begun" | "done" | "done with help";

export const NO_PROGRESS: Progress = { version: 2, labs: {} };

const UNTOUCHED: LabProgress = { checks: {}, hints: {}, helped: [], predictions: {}, activeMs: 0, activeAt: undefined };
export const UNTRIED: CheckProgress = { passedOnce: false, trueNow: undefined, attempts: 0, lastAt: undefined };

/** ms that count at most between one activity and the next: longer, and the learner was elsewhere. */
const LONGEST_THOUGHT_MS = 5 * 60_000;

export function labProgress(progress: Progress, lab: string): LabProgress {
  return progress.labs[lab] ?? UNTOUCHED;
}

/** How far a lab is. Help that came after a step had passed does not count as help. */
export function labState(progress: Progress, lab: LabLike): LabState {
  const of = progress.labs[lab.id];
  if (of === undefined) return "not begun";
  if (stepsDone(of, lab.steps) < lab.steps.length) return "begun";
  return lab.steps.some(({ id }) => of.helped.includes(id)) ? "done with help" : "done";
}

/**
 * Adds a verdict given at a time (ms since the epoch). A blocked check was not judged, so nothing is known of it now; a
 * broken one says nothing about the learner's work, so it changes nothing.
 */
export function withVerdict(progress: Progress, lab: string, check: string, verdict: Verdict, at: number): Progress {
  const of = labProgress(progress, lab);
  const before = of.checks[check] ?? UNTRIED;
  if (verdict === "broken" || (verdict === "blocked" && before.trueNow === undefined)) return progress;
  const after = verdict === "blocked" ? { ...before, trueNow: undefined } : judged(before, verdict === "passed", at);
  return withLab(progress, lab, { ...of, checks: { ...of.checks, [check]: after } });
}

function judged(before: CheckProgress, passed: boolean, at: number): CheckProgress {
  const passedOnce = before.passedOnce || passed;
  return { passedOnce, trueNow: passed, attempts: before.attempts + 1, lastAt: at };
}

/** Counts one more hint of a step as shown. */
export function withHint(progress: Progress, lab: string, step: StepLike): Progress {
  const of = labProgress(progress, lab);
  const used = (of.hints[step.id] ?? 0) + 1;
  const after = { ...of, hints: { ...of.hints, [step.id]: used } };
  return withLab(progress, lab, used < HINTS_A_STEP ? after : helpedWith(after, [step]));
}

/** The solution was shown: what had not passed by then is done with help. */
export function withSolutionShown(progress: Progress, lab: LabLike): Progress {
  return withLab(progress, lab.id, helpedWith(labProgress(progress, lab.id), lab.steps));
}

function helpedWith(of: LabProgress, steps: readonly StepLike[]): LabProgress {
  const helped = steps.filter((step) => !stepDone(of, step)).map(({ id }) => id);
  return { ...of, helped: [...new Set([...of.helped, ...helped])] };
}

/** What the learner predicted in the session of this seed; undefined where nothing was asked in it. */
export function predictionOf(of: LabProgress, id: string, seed: number): Prediction | undefined {
  const found = of.predictions[id];
  return found?.seed === seed ? found : undefined;
}

export function withPrediction(progress: Progress, lab: string, id: string, prediction: Prediction): Progress {
  const of = labProgress(progress, lab);
  return withLab(progress, lab, { ...of, predictions: { ...of.predictions, [id]: prediction } });
}

/**
 * The learner did something at a time (ms since the epoch): saved, pressed a key, asked for a judgement. The time since
 * the activity before counts as spent on the lab, but never more than five minutes of it. With "start" none of it
 * counts: the learner comes back.
 */
export function withActivity(progress: Progress, lab: string, kind: "start" | "goes on", at: number): Progress {
  const of = labProgress(progress, lab);
  const since = kind === "start" || of.activeAt === undefined ? 0 : at - of.activeAt;
  // A clock that was set back counts as nothing.
  const spent = Math.min(Math.max(since, 0), LONGEST_THOUGHT_MS);
  return withLab(progress, lab, { ...of, activeMs: of.activeMs + spent, activeAt: at });
}

/** The files are others now: what passed once stays known, what is true now is not. */
export function withOtherFiles(progress: Progress, lab: string): Progress {
  const of = progress.labs[lab];
  if (of === undefined) return progress;
  const checks = Object.entries(of.checks).map(([id, check]) => [id, { ...check, trueNow: undefined }] as const);
  return withLab(progress, lab, { ...of, checks: Object.fromEntries(checks) });
}

/** Forgets a lab altogether. */
export function withoutLab(progress: Progress, lab: string): Progress {
  const { [lab]: _, ...others } = progress.labs;
  return { ...progress, labs: others };
}

/** A step is done when each of its checks has passed once: work that broke later is to be mended, not to be redone. */
export function stepDone(of: LabProgress, step: StepLike): boolean {
  return step.checks.every((check) => of.checks[check.id]?.passedOnce ?? false);
}

export function stepsDone(of: LabProgress, steps: readonly StepLike[]): number {
  return steps.filter((step) => stepDone(of, step)).length;
}

/** Where the learner is: the first step with a check that did not pass when it was last judged, else the last step. */
export function currentStep<Step extends StepLike>(of: LabProgress, steps: readonly Step[]): Step | undefined {
  const passes = (step: Step) => step.checks.every((check) => of.checks[check.id]?.trueNow ?? false);
  return steps.find((step) => !passes(step)) ?? steps.at(-1);
}

function withLab(progress: Progress, lab: string, of: LabProgress): Progress {
  return { ...progress, labs: { ...progress.labs, [lab]: of } };
}
