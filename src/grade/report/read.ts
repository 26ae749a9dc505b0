import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { nearest } from "../../core/nearest.ts";
import type { Grade, Gradebook } from "../types.ts";
import { RESULTS } from "./index.ts";

/**
 * The gradebook of a run's folder.
 *
 * @throws UserError where there is none that this podlab can read
 */
export async function readGradebook(folder: string): Promise<Gradebook> {
  const file = join(folder, RESULTS);
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new UserError(`${folder} is no report: ${file} can't be read`, {
      hint: "Name the folder that `podlab grade --out` wrote; a run that was broken off goes on with --resume.",
      cause,
    });
  });
  let book: Gradebook & { readonly format?: unknown };
  try {
    book = JSON.parse(text);
  } catch (cause) {
    throw new UserError(`${file} is damaged`, { hint: "`podlab grade --resume` writes it anew.", cause });
  }
  if (book.format === 1) return book;
  throw new UserError(`${file} is of another podlab: its format is ${String(book.format)}, not 1`);
}

/**
 * A learner's grades, by id.
 *
 * @throws UserError which says who may be meant
 */
export function gradesOf({ grades }: Gradebook, learner: string): Grade[] {
  const found = grades.filter((grade) => grade.learner.id === learner);
  if (found.length > 0) return found;
  const near = nearest(learner, [...new Set(grades.map((grade) => grade.learner.id))]);
  throw new UserError(`nobody with the id ${learner} was graded`, {
    hint: near === undefined ? "grades.csv lists all." : `Did you mean ${near}?`,
  });
}
