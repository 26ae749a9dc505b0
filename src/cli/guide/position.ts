/** Where a guided learner is. */
export interface Position {
  /** Index of the step, from 0. */
  readonly step: number;
  readonly of: number;
  /** The step passed when it was last judged; undefined before that. */
  readonly passes: boolean | undefined;
  /** It is being judged now. */
  readonly busy: boolean;
}

export type Move =
  | { readonly move: "to"; readonly step: number }
  | { readonly move: "stay"; readonly why: string }
  | { readonly move: "finish" };

/** What the key "next" does: it goes on from a step that passes, and from nothing else. */
export function nextMove({ step, of, passes, busy }: Position): Move {
  if (busy) return { move: "stay", why: "the step is being judged; press n again when it is done" };
  if (!passes) return { move: "stay", why: "this step does not pass yet; h gives a hint" };
  return step + 1 < of ? { move: "to", step: step + 1 } : { move: "finish" };
}

/** What to say below a verdict. */
export function afterVerdict({ step, of, passes }: Position): string {
  if (!passes) return "save a file to be judged again";
  return step + 1 < of ? "the step passes: n goes on to the next" : "the lab is done: every step passes; q quits";
}
