import type { Lab } from "../lab/types.ts";
import { labProgress, labState, stepDone, UNTRIED } from "../workspace/progress.ts";
import type { Progress } from "../workspace/progress-format.ts";
import type { RecordEvent } from "./output/work-events.ts";

/** The learner's progress in a lab as it is told. */
export function recordOf(lab: Pick<Lab, "id" | "steps">, progress: Progress): RecordEvent {
  const of = labProgress(progress, lab.id);
  const steps = lab.steps.map((step) => ({
    step: step.id,
    passed: stepDone(of, step),
    hints: of.hints[step.id] ?? 0,
    helped: of.helped.includes(step.id),
    checks: step.checks.map(({ id, title }) => {
      const { passedOnce, trueNow = null, attempts, lastAt = null } = of.checks[id] ?? UNTRIED;
      return { check: id, title, passedOnce, trueNow, attempts, lastAt };
    }),
  }));
  return { event: "record", lab: lab.id, state: labState(progress, lab), activeMs: of.activeMs, steps };
}
