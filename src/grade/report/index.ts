import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { EnvironmentError, messageOf } from "../../core/errors.ts";
import { writeWhole } from "../../workspace/write-file.ts";
import type { Gradebook } from "../types.ts";
import { gradesCsv } from "./csv.ts";

/** Where a run's whole gradebook lies in its folder: what `grade explain` and `grade diff` read. */
export const RESULTS = "results.json";

/**
 * Writes a run's reports into its folder, each whole or not at all.
 *
 * @returns the files, absolute
 * @throws EnvironmentError where the folder can't be written
 */
export async function writeReports(folder: string, book: Gradebook): Promise<string[]> {
  const reports: readonly (readonly [path: string, text: string])[] = [
    [RESULTS, `${JSON.stringify({ format: 1, ...book }, null, 2)}\n`],
    ["grades.csv", gradesCsv(book)],
  ];
  try {
    await mkdir(folder, { recursive: true });
    for (const [path, text] of reports) await writeWhole(join(folder, path), text);
  } catch (cause) {
    throw new EnvironmentError(`the reports can't be written to ${folder}: ${messageOf(cause)}`, {
      hint: "Make room, then run the same command with --resume: nothing is graded again.",
      cause,
    });
  }
  return reports.map(([path]) => join(folder, path));
}
