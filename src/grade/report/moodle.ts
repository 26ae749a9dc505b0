import { stringify } from "csv-stringify/sync";
import type { Gradebook, GradedLab } from "../types.ts";
import { SAFE_CSV } from "./csv.ts";

/**
 * A table that Moodle's "import grades from CSV" takes for one lab: learners by ID number, the points, and what to tell
 * them. Who was not graded is left out: an empty cell could be taken for a zero.
 */
export function moodleCsv({ grades }: Gradebook, { lab, title }: GradedLab): string {
  const rows = grades
    .filter((grade) => grade.lab === lab && grade.outcome !== "not graded")
    .map(({ learner, points, reason, checks }) => {
      const failed = checks.filter(({ verdict }) => verdict === "failed").map((check) => check.title);
      const feedback = [...(reason === undefined ? [] : [reason.text]), ...failed.map((text) => `Not yet: ${text}`)];
      return [learner.id, learner.name, String(points), feedback.join("; ")];
    });
  const columns = ["ID number", "Full name", title, "Feedback comments"];
  return stringify(rows, { header: true, columns, ...SAFE_CSV });
}
