import { stringify } from "csv-stringify/sync";
import type { Gradebook } from "../types.ts";
import { plainText } from "./plain-text.ts";

/**
 * The class as a table, a row a submission. A cell that a spreadsheet would take for a formula gets an apostrophe before
 * it. No times: two runs with the same seed give the same bytes.
 */
export function gradesCsv(book: Gradebook): string {
  const rows = [
    ...book.grades.map((grade) => ({
      lab: grade.lab,
      id: grade.learner.id,
      name: grade.learner.name,
      outcome: grade.outcome,
      // Not graded is no zero.
      points: grade.outcome === "not graded" ? "" : String(grade.points),
      max: String(grade.maxPoints),
      person: grade.needsPerson ? "look" : "",
      reason: grade.reason?.text ?? "",
      failed: grade.checks
        .filter(({ verdict }) => verdict === "failed")
        .map(({ check }) => check)
        .join(" "),
      blocked: grade.checks
        .filter(({ verdict }) => verdict === "blocked")
        .map(({ check }) => check)
        .join(" "),
    })),
    ...book.missing.map(({ lab, learner }) => ({ lab, ...learner, outcome: "missing", max: maxOf(book, lab) })),
    ...book.refused.map(({ source, reason, learner = "", lab = "" }) => ({
      lab,
      id: learner,
      outcome: "refused",
      reason: `${source}: ${reason}`,
    })),
  ];
  return stringify(rows, { header: true, columns: COLUMNS, ...SAFE_CSV });
}

/** How any table is written that a spreadsheet may open: no control characters, no formulas. */
export const SAFE_CSV = { cast: { string: plainText }, escape_formulas: true, record_delimiter: "\r\n" } as const;

const COLUMNS = ["lab", "id", "name", "outcome", "points", "max", "person", "reason", "failed", "blocked"];

function maxOf({ labs }: Gradebook, lab: string): string {
  return String(labs.find((one) => one.lab === lab)?.maxPoints ?? "");
}
