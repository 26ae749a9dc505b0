import { UserError } from "../../core/errors.ts";
import type { Grade, Gradebook, GradedLab } from "../types.ts";
import { cellsOf } from "./csv-cells.ts";

/** Columns of Canvas' export in which a learner's id is looked for, in this order. */
const ID_COLUMNS = ["SIS User ID", "SIS Login ID", "ID"];

export interface CanvasFilled {
  readonly text: string;
  /** Learners with a grade whom the export does not list. */
  readonly unknown: readonly string[];
}

/**
 * An instructor's own export of a Canvas gradebook with one lab's points filled in. All other bytes stay as they are: line
 * ends, quotes, the byte order mark, columns that podlab knows nothing of.
 *
 * @param column a part of the assignment's heading; the lab's title or id unless told
 * @throws UserError where no column, or more than one, is the assignment's
 */
export function fillCanvas(text: string, book: Gradebook, lab: GradedLab, column?: string): CanvasFilled {
  const rows = cellsOf(text);
  const headings = rows[0]?.map(({ value }) => value.trim()) ?? [];
  const target = columnOf(headings, lab, column);
  const ids = ID_COLUMNS.map((name) => headings.indexOf(name)).filter((index) => index >= 0);
  if (ids.length === 0)
    throw new UserError("the Canvas export names no learners", {
      hint: `It needs one of the columns ${ID_COLUMNS.join(", ")}.`,
    });
  const grades = new Map(
    book.grades.filter((grade) => grade.lab === lab.lab).map((grade) => [grade.learner.id, grade]),
  );
  const seen = new Set<string>();
  const changes = rows.slice(1).flatMap((row) => {
    const id = ids.map((index) => row[index]?.value.trim() ?? "").find((value) => grades.has(value));
    const cell = row[target];
    const points = id === undefined ? undefined : pointsOf(grades.get(id));
    if (id !== undefined) seen.add(id);
    return cell === undefined || points === undefined ? [] : [{ ...cell, points }];
  });
  // From the end, so that the places of earlier cells stay right.
  const filled = changes
    .toReversed()
    .reduce((sum, { start, end, points }) => sum.slice(0, start) + points + sum.slice(end), text);
  return { text: filled, unknown: [...grades.keys()].filter((id) => !seen.has(id)) };
}

function columnOf(headings: readonly string[], { lab, title }: GradedLab, column: string | undefined): number {
  const wanted = column === undefined ? [title, lab] : [column];
  const found = headings.flatMap((heading, index) =>
    wanted.some((part) => heading.toLowerCase().includes(part.toLowerCase())) ? [index] : [],
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const what = found.length === 0 ? "no column" : `${found.length} columns`;
  throw new UserError(`${what} of the Canvas export can be meant for ${lab}`, {
    hint: "Name a part of the right one's heading: --canvas-column TEXT",
  });
}

function pointsOf(grade: Grade | undefined): string | undefined {
  return grade === undefined || grade.outcome === "not graded" ? undefined : String(grade.points);
}
