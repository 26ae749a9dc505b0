import { pointsOf } from "../check/points.ts";
import type { LabText } from "../lab/text.ts";
import type { Lab } from "../lab/types.ts";
import type { Intake } from "./intake/index.ts";
import type { RunEntry } from "./journal.ts";
import type { Grade, Gradebook, GradedLab } from "./types.ts";

export interface BookRequest {
  readonly run: RunEntry;
  readonly intake: Intake;
  readonly grades: ReadonlyMap<string, Grade>;
  /** Those that anything was handed in for, with their texts. */
  readonly labs: readonly { readonly lab: Lab; readonly text: LabText }[];
}

/** All that a run came to; the same for the same submissions and seed, times aside. Pure. */
export function gradebook({ run, intake, grades, labs }: BookRequest): Gradebook {
  const remarks = intake.submissions.filter((one) => one.remarks.length > 0).map((one) => [one.key, one.remarks]);
  return {
    seed: run.seed,
    startedAt: run.startedAt,
    podlab: run.podlab,
    labs: labs.map(({ lab, text }) => gradedLab(lab, text)).sort((one, other) => (one.lab < other.lab ? -1 : 1)),
    grades: [...grades.values()].sort((one, other) => (one.key < other.key ? -1 : 1)),
    refused: intake.refused,
    missing: intake.missing,
    remarks: Object.fromEntries(remarks),
  };
}

function gradedLab(lab: Lab, text: LabText): GradedLab {
  const titleOf = (step: string) => text.steps.find(({ id }) => id === step)?.title ?? step;
  return {
    lab: lab.id,
    title: lab.title,
    maxPoints: pointsOf(lab.steps, []).maxPoints,
    steps: lab.steps.map(({ id, points }) => ({ step: id, title: titleOf(id), points })),
    checks: lab.steps.flatMap((step) => step.checks.map(({ id, title }) => ({ step: step.id, check: id, title }))),
  };
}
