import { conclude } from "../../../src/grade/conclude.ts";
import type { Grade, Submission } from "../../../src/grade/types.ts";

/** Somebody's submission, without files. */
export function submissionOf(learner: string, lab: string, hash = `hash of ${learner}`): Submission {
  return {
    key: `${lab}/${learner}`,
    lab,
    learner: { id: learner, name: learner.toUpperCase() },
    files: new Map(),
    hash,
    source: `${learner}.podlab.tgz`,
    manifest: undefined,
    remarks: [],
  };
}

/** What a submission to a lab without checks was graded with. */
export function gradeOf(submission: Submission, trouble?: string): Grade {
  const lab = { id: submission.lab, steps: [] };
  const titleOf = (step: string) => step;
  return conclude({ submission, lab, seed: 1, records: [], titleOf, ms: 1, ...(trouble !== undefined && { trouble }) });
}
