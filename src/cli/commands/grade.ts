import { resolve } from "node:path";
import { ExitCode, UserError } from "../../core/errors.ts";
import { gradebook } from "../../grade/gradebook.ts";
import { type Intake, readRoster, takeIn } from "../../grade/intake/index.ts";
import { keepSubmissions } from "../../grade/kept.ts";
import { openRun } from "../../grade/open-run.ts";
import { reportsOf, writeReports } from "../../grade/report/index.ts";
import type { Gradebook } from "../../grade/types.ts";
import type { Cli } from "../cli.ts";
import { gradableLabs, gradeWith, usedLabs } from "../grading.ts";
import { GradingProgress } from "../grading-progress.ts";
import { packageVersion } from "../package-root.ts";

export interface GradeOptions {
  readonly out?: string;
  readonly jobs?: number;
  readonly seed?: number;
  readonly roster?: string;
  readonly resume?: boolean;
  /** Seconds. */
  readonly timeLimit: number;
}

/** Grades what a class handed in, and writes the reports. */
export async function run(cli: Cli, paths: readonly string[], options: GradeOptions): Promise<ExitCode> {
  if (options.out === undefined)
    throw new UserError("where do the reports go?", { hint: "Name a new folder: --out week3-graded" });
  const { labs, digests } = await gradableLabs(cli);
  const roster = options.roster === undefined ? undefined : await readRoster(resolve(cli.cwd, options.roster));
  const given = paths.map((path) => resolve(cli.cwd, path));
  const intake = await takeIn(given, { labs, digests, roster });
  tellIntake(cli, intake);
  const used = await usedLabs(intake.submissions, labs);
  const folder = resolve(cli.cwd, options.out);
  const opened = await openRun({
    folder,
    resume: options.resume ?? false,
    seed: options.seed,
    podlab: packageVersion(cli.root),
    labs: Object.fromEntries(used.map(({ lab }) => [lab.id, digests.get(lab.id) ?? ""])),
    submissions: intake.submissions,
  });
  using _folder = { [Symbol.dispose]: opened.release };
  await using journal = opened.journal;
  await keepSubmissions(folder, intake.submissions);
  const progress = new GradingProgress(cli.emit, intake.submissions.length, opened.standing.size);
  const grades = await gradeWith(cli, {
    run: opened.run.id,
    submissions: intake.submissions,
    used,
    journal,
    standing: opened.standing,
    seed: opened.run.seed,
    jobs: options.jobs,
    timeLimit: options.timeLimit,
    onGrade: (grade, submission) => progress.graded(grade, submission),
    onRunning: (running) => progress.running(running),
  });
  const book = gradebook({ run: opened.run, intake, grades, labs: used });
  cli.emit({ event: "created", lab: "", files: await writeReports(folder, reportsOf(book)) });
  return exitCode(book);
}

function tellIntake(cli: Cli, { submissions, refused, missing }: Intake): void {
  for (const { source, code, reason } of refused) cli.emit({ event: "refused", source, code, reason });
  for (const { lab, learner } of missing)
    cli.emit({ event: "notice", level: "warning", text: `${learner.id} has handed in nothing for ${lab}` });
  if (submissions.length === 0)
    throw new UserError("there is nothing to grade", {
      hint: "Give it archives of `podlab submit`, a folder or a zip of them.",
    });
}

function exitCode({ grades, refused }: Gradebook): ExitCode {
  if (grades.some(({ outcome }) => outcome === "not graded")) return ExitCode.brokenCheck;
  return refused.length > 0 || grades.some(({ needsPerson }) => needsPerson) ? ExitCode.workNotDone : ExitCode.ok;
}
