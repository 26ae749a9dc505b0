import type { ListedLab } from "../core/events.ts";
import type { Lab } from "../lab/types.ts";
import { stepsDone } from "../workspace/progress.ts";
import type { LabProgress } from "../workspace/progress-format.ts";

/** A lab as `podlab list` tells of it. */
export function listed(lab: Lab, progress: LabProgress): ListedLab {
  return {
    event: "lab",
    lab: lab.id,
    chapter: lab.chapter,
    title: lab.title,
    minutes: lab.minutes,
    steps: lab.steps.length,
    stepsPassed: stepsDone(progress, lab.steps),
    points: lab.steps.reduce((sum, step) => sum + step.points, 0),
  };
}
