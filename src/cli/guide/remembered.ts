import type { Lab } from "../../lab/types.ts";
import { currentStep, stepDone } from "../../workspace/progress.ts";
import type { LabProgress } from "../../workspace/progress-format.ts";
import type { Model } from "./model.ts";

/** The model at the step where the learner was, with the hints that were given before. */
export function withRemembered(model: Model, lab: Lab, progress: LabProgress): Model {
  const current = currentStep(progress, lab.steps);
  const step = lab.steps.findIndex(({ id }) => id === current?.id);
  const done = lab.steps.filter((one) => stepDone(progress, one)).map(({ id }) => id);
  return { ...model, step: Math.max(step, 0), hints: progress.hints, done: new Set(done) };
}
