import { resolve } from "node:path";
import { ExitCode } from "../../core/errors.ts";
import { gradesOf, readGradebook } from "../../grade/report/read.ts";
import type { Cli } from "../cli.ts";
import { tellGrade } from "../tell-grade.ts";

/** Shows what one learner's grades rest on. */
export async function run(cli: Cli, report: string, learner: string): Promise<ExitCode> {
  const book = await readGradebook(resolve(cli.cwd, report));
  for (const grade of gradesOf(book, learner)) tellGrade(cli, grade, book.remarks[grade.key] ?? []);
  return ExitCode.ok;
}
