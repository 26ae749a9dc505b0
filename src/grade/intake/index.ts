import type { Learner, Refused, Submission } from "../types.ts";
import { Refusal } from "./refusal.ts";
import { findSources } from "./sources.ts";
import { type Expected, toSubmission } from "./submission.ts";

export { readRoster } from "./roster.ts";

/** What came in. */
export interface Intake {
  /** In the order of their keys, each key once. */
  readonly submissions: readonly Submission[];
  readonly refused: readonly Refused[];
  /** On the roster, and nothing of theirs was taken, for each lab that anybody handed something in for. */
  readonly missing: readonly { readonly lab: string; readonly learner: Learner }[];
}

/**
 * Takes in archives, archives of archives and folders. What can't be taken is listed with its reason; nothing is guessed,
 * and nobody's failure keeps others out.
 */
export async function takeIn(paths: readonly string[], expected: Expected): Promise<Intake> {
  const taken: Submission[] = [];
  const refused: Refused[] = [];
  for await (const found of findSources(paths)) {
    try {
      taken.push(toSubmission(found, expected));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ source: found.source, code: error.code, reason: error.message });
    }
  }
  const byKey = [...Map.groupBy(taken, ({ key }) => key).values()].sort(([a], [b]) =>
    (a?.key ?? "") < (b?.key ?? "") ? -1 : 1,
  );
  const submissions = byKey.flatMap((same) => {
    const [first, ...others] = same;
    if (first === undefined) return [];
    if (others.every(({ hash }) => hash === first.hash)) return [first];
    refused.push(...same.map((one) => duplicate(one, same)));
    return [];
  });
  return { submissions, refused, missing: missing(taken, expected) };
}

/** Which of them counts is for a person to say: the others are taken out, then it is graded. */
function duplicate({ source, learner, lab }: Submission, same: readonly Submission[]): Refused {
  const others = same.filter((one) => one.source !== source).map((one) => one.source);
  const reason = `${learner.id} has handed in another one for ${lab}: ${others.join(", ")}`;
  return { source, code: "duplicate", reason, learner: learner.id, lab };
}

function missing(taken: readonly Submission[], { roster }: Expected): Intake["missing"] {
  const labs = [...new Set(taken.map(({ lab }) => lab))].sort();
  const there = new Set(taken.map(({ key }) => key));
  return labs.flatMap((lab) =>
    [...(roster?.values() ?? [])].filter(({ id }) => !there.has(`${lab}/${id}`)).map((learner) => ({ lab, learner })),
  );
}
