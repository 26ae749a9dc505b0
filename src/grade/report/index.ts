import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { EnvironmentError, messageOf } from "../../core/errors.ts";
import { writeWhole } from "../../workspace/write-file.ts";
import type { Gradebook } from "../types.ts";
import { gradesCsv } from "./csv.ts";
import { ctrfJson } from "./ctrf.ts";
import { gradescopeJson } from "./gradescope.ts";
import { reportPage } from "./html/page.ts";
import { junitXml } from "./junit.ts";
import { moodleCsv } from "./moodle.ts";

/** Where a run's whole gradebook lies in its folder: what `grade explain` and `grade diff` read. */
export const RESULTS = "results.json";

/** A file of the report: its path in the folder, and what it holds. */
export type ReportFile = readonly [path: string, text: string];

/** All reports of a run, for whoever reads: people, spreadsheets, learning platforms, CI. Pure. */
export function reportsOf(book: Gradebook): ReportFile[] {
  const labs = new Map(book.labs.map((lab) => [lab.lab, lab]));
  return [
    [RESULTS, `${JSON.stringify({ format: 1, ...book }, null, 2)}\n`],
    ["grades.csv", gradesCsv(book)],
    ["index.html", reportPage(book)],
    ["junit.xml", junitXml(book)],
    ["ctrf.json", ctrfJson(book)],
    ...book.labs.map((lab): ReportFile => [`moodle/${lab.lab}.csv`, moodleCsv(book, lab)]),
    ...book.grades.flatMap((grade): ReportFile[] => {
      const lab = labs.get(grade.lab);
      return lab === undefined ? [] : [[`gradescope/${grade.key}/results.json`, gradescopeJson(grade, lab)]];
    }),
  ];
}

/**
 * Writes reports into a run's folder, each whole or not at all.
 *
 * @returns the files of the folder itself, absolute; those below it are many
 * @throws EnvironmentError where the folder can't be written
 */
export async function writeReports(folder: string, reports: readonly ReportFile[]): Promise<string[]> {
  try {
    await mkdir(folder, { recursive: true });
    for (const [path, text] of reports) await writeWhole(join(folder, path), text);
  } catch (cause) {
    throw new EnvironmentError(`the reports can't be written to ${folder}: ${messageOf(cause)}`, {
      hint: "Make room, then run the same command with --resume: nothing is graded again.",
      cause,
    });
  }
  return reports.flatMap(([path]) => (path.includes("/") ? [] : [join(folder, path)]));
}
