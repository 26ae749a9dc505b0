import type { Verdict } from "../core/verdict.ts";

/** What podlab remembers of a learner's work. Values never change in place. */
export interface Progress {
  readonly version: 1;
  readonly labs: Readonly<Record<string, LabProgress>>;
}

export interface LabProgress {
  /** By check id. */
  readonly checks: Readonly<Record<string, CheckProgress>>;
  /** Hints shown, by step id. */
  readonly hints: Readonly<Record<string, number>>;
}

export interface CheckProgress {
  /** It passed at least once, so its step's solution may be shown. */
  readonly passedOnce: boolean;
  /** It passed when it was last judged. */
  readonly passesNow: boolean;
  /** How often it passed or failed. */
  readonly attempts: number;
}

interface StepLike {
  readonly id: string;
  readonly checks: readonly { readonly id: string }[];
}

export const NO_PROGRESS: Progress = { version: 1, labs: {} };

const UNTOUCHED: LabProgress = { checks: {}, hints: {} };
const UNTRIED: CheckProgress = { passedOnce: false, passesNow: false, attempts: 0 };

export function labProgress(progress: Progress, lab: string): LabProgress {
  return progress.labs[lab] ?? UNTOUCHED;
}

/** Adds a verdict. Blocked and broken say nothing about the learner's work, so they change nothing. */
export function withVerdict(progress: Progress, lab: string, check: string, verdict: Verdict): Progress {
  if (verdict !== "passed" && verdict !== "failed") return progress;
  const of = labProgress(progress, lab);
  const before = of.checks[check] ?? UNTRIED;
  const passesNow = verdict === "passed";
  const after = { passedOnce: before.passedOnce || passesNow, passesNow, attempts: before.attempts + 1 };
  return withLab(progress, lab, { ...of, checks: { ...of.checks, [check]: after } });
}

/** Counts one more hint of a step as shown. */
export function withHint(progress: Progress, lab: string, step: string): Progress {
  const of = labProgress(progress, lab);
  return withLab(progress, lab, { ...of, hints: { ...of.hints, [step]: (of.hints[step] ?? 0) + 1 } });
}

/** The work was put away: nothing passes now, what passed once stays known. */
export function withWorkReset(progress: Progress, lab: string): Progress {
  const of = labProgress(progress, lab);
  const checks = Object.entries(of.checks).map(([id, check]) => [id, { ...check, passesNow: false }] as const);
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
  const passes = (step: Step) => step.checks.every((check) => of.checks[check.id]?.passesNow ?? false);
  return steps.find((step) => !passes(step)) ?? steps.at(-1);
}

function withLab(progress: Progress, lab: string, of: LabProgress): Progress {
  return { ...progress, labs: { ...progress.labs, [lab]: of } };
}
