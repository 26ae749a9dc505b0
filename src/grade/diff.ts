import type { Grade, Gradebook, GradedCheck } from "./types.ts";

/** A learner whose grade is another in the second of two runs. */
export interface Moved {
  readonly key: string;
  readonly lab: string;
  readonly learner: string;
  /** In words: "7.5 of 12", "not graded", "nothing". */
  readonly before: string;
  readonly after: string;
  /** What brought it about, one sentence each. */
  readonly why: readonly string[];
}

/** Who moves from one gradebook to another, and why. Pure. */
export function diffGradebooks(before: Gradebook, after: Gradebook): Moved[] {
  const [old, now] = [byKey(before), byKey(after)];
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort();
  return keys.flatMap((key) => {
    const [one, other] = [old.get(key), now.get(key)];
    const [was, is] = [words(one), words(other)];
    const why = reasons(one, other, after);
    const known = other ?? one;
    if (known === undefined || (was === is && why.length === 0)) return [];
    return [{ key, lab: known.lab, learner: known.learner.id, before: was, after: is, why }];
  });
}

function byKey({ grades }: Gradebook): Map<string, Grade> {
  return new Map(grades.map((grade) => [grade.key, grade]));
}

function words(grade: Grade | undefined): string {
  if (grade === undefined) return "nothing";
  return grade.outcome === "not graded" ? "not graded" : `${grade.points} of ${grade.maxPoints}`;
}

function reasons(before: Grade | undefined, after: Grade | undefined, now: Gradebook): string[] {
  if (before === undefined) return ["it is new"];
  if (after === undefined) {
    const refused = now.refused.find(({ learner, lab }) => learner === before.learner.id && lab === before.lab);
    return [refused === undefined ? "it is not there any more" : `it was refused: ${refused.reason}`];
  }
  const was = new Map(before.checks.map((check) => [check.check, check]));
  return [
    ...(before.hash === after.hash ? [] : ["the files are others"]),
    ...(before.outcome === after.outcome ? [] : [`${before.outcome}, now ${after.outcome}${because(after)}`]),
    ...after.checks.flatMap((check) => changed(was.get(check.check), check)),
  ];
}

function because({ reason }: Grade): string {
  return reason === undefined ? "" : `: ${reason.text}`;
}

function changed(before: GradedCheck | undefined, { check, verdict, failure, reason }: GradedCheck): string[] {
  if (before === undefined) return [`${check} is new: ${verdict}`];
  if (before.verdict === verdict) return [];
  const detail = failure?.seen ?? reason;
  return [`${check} was ${before.verdict}, is ${verdict}${detail === undefined ? "" : `: ${detail}`}`];
}
