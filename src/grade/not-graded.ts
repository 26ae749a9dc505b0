import type { Lab } from "../lab/types.ts";
import { conclude } from "./conclude.ts";
import type { Grade, Submission } from "./types.ts";

/** The grade that is none: podlab or the machine is at fault. */
export function notGraded(
  submission: Submission,
  lab: Pick<Lab, "id" | "steps">,
  why: { readonly seed: number; readonly trouble: string; readonly titleOf: (step: string) => string },
): Grade {
  return conclude({ submission, lab, records: [], ms: 0, ...why });
}
