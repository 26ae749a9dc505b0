import { UserError } from "../core/errors.ts";
import type { JournalEntry, RunEntry } from "./journal.ts";
import type { Grade, Submission } from "./types.ts";

/**
 * The grades of a journal that still stand, by key. A grade stands when its lab's reference was judged well after it, its
 * submission is still the same, and it is a grade: what was not graded is tried again. Of several the last counts.
 */
export function standing(
  entries: readonly JournalEntry[],
  submissions: readonly Pick<Submission, "key" | "hash">[],
): Map<string, Grade> {
  const hashes = new Map(submissions.map(({ key, hash }) => [key, hash]));
  const stand = new Map<string, Grade>();
  const open = new Map<string, Grade>();
  for (const entry of entries) {
    if (entry.entry === "grade") {
      stand.delete(entry.grade.key);
      open.set(entry.grade.key, entry.grade);
    }
    if (entry.entry !== "canary") continue;
    for (const [key, grade] of open) {
      if (grade.lab !== entry.lab) continue;
      open.delete(key);
      if (entry.good && grade.outcome !== "not graded" && hashes.get(key) === grade.hash) stand.set(key, grade);
    }
  }
  return stand;
}

/**
 * The run that a journal is of.
 *
 * @throws UserError where there is none, or podlab or a lab is another than when it was begun
 */
export function runOf(entries: readonly JournalEntry[], now: Pick<RunEntry, "podlab" | "labs">): RunEntry {
  const [run] = entries;
  if (run?.entry !== "run") throw new UserError("there is no run to go on with", { hint: "Leave --resume out." });
  const hint = "Grades of two versions don't compare: grade all of them anew, into another folder.";
  if (run.podlab !== now.podlab)
    throw new UserError(`the run was begun with podlab ${run.podlab}, and this is ${now.podlab}`, { hint });
  const changed = Object.keys(now.labs).find((lab) => (run.labs[lab] ?? now.labs[lab]) !== now.labs[lab]);
  if (changed !== undefined) throw new UserError(`the lab ${changed} has changed since the run was begun`, { hint });
  return run;
}
