import type { ListedLab } from "../core/events.ts";
import type { Lab } from "../lab/types.ts";
import { labProgress, labState, stepsDone } from "../workspace/progress.ts";
import type { Progress } from "../workspace/progress-format.ts";

/** A lab as `podlab list` tells of it. */
export function listed(lab: Lab, progress: Progress): ListedLab {
  return {
    event: "lab",
    lab: lab.id,
    chapter: lab.chapter,
    title: lab.title,
    minutes: lab.minutes,
    state: labState(progress, lab),
    steps: lab.steps.length,
    stepsPassed: stepsDone(labProgress(progress, lab.id), lab.steps),
    points: lab.steps.reduce((sum, step) => sum + step.points, 0),
  };
}
