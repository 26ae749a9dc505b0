import { resolve } from "node:path";
import { ExitCode, UserError } from "../../core/errors.ts";
import { diffGradebooks } from "../../grade/diff.ts";
import { takeIn } from "../../grade/intake/index.ts";
import { keptArchive } from "../../grade/kept.ts";
import { newRunId } from "../../grade/open-run.ts";
import { gradesOf, readGradebook } from "../../grade/report/read.ts";
import type { Cli } from "../cli.ts";
import { gradableLabs, gradeWith, usedLabs } from "../grading.ts";
import { tellGrade } from "../tell-grade.ts";

export interface RerunOptions {
  readonly learner: string;
  /** Seconds. */
  readonly timeLimit: number;
}

/** Grades one learner again, alone and with the run's seed, and shows how that differs. The report stays as it is. */
export async function run(cli: Cli, report: string, { learner, timeLimit }: RerunOptions): Promise<ExitCode> {
  const folder = resolve(cli.cwd, report);
  const book = await readGradebook(folder);
  const before = gradesOf(book, learner);
  const { labs, digests } = await gradableLabs(cli);
  const kept = before.map((grade) => keptArchive(folder, grade));
  const { submissions, refused } = await takeIn(kept, { labs, digests, roster: undefined });
  const [bad] = refused;
  if (bad !== undefined) throw new UserError(`${bad.source} can't be graded again: ${bad.reason}`);
  const grades = await gradeWith(cli, {
    run: newRunId(),
    submissions,
    used: await usedLabs(submissions, labs),
    standing: new Map(),
    journal: { append: async () => undefined },
    seed: book.seed,
    jobs: 1,
    timeLimit,
    onGrade: () => undefined,
    onRunning: () => undefined,
  });
  for (const grade of grades.values()) tellGrade(cli, grade);
  const moved = diffGradebooks({ ...book, grades: before }, { ...book, grades: [...grades.values()] });
  for (const change of moved) cli.emit({ event: "moved", ...change });
  if (moved.length === 0) cli.emit({ event: "notice", level: "info", text: "it is as it was in the report" });
  return ExitCode.ok;
}
