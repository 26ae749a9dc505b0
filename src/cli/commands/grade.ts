import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ExitCode, UserError } from "../../core/errors.ts";
import { gradebook } from "../../grade/gradebook.ts";
import { type Intake, readRoster, takeIn } from "../../grade/intake/index.ts";
import { keepSubmissions } from "../../grade/kept.ts";
import { openRun } from "../../grade/open-run.ts";
import { fillCanvas } from "../../grade/report/canvas.ts";
import { type ReportFile, reportsOf, writeReports } from "../../grade/report/index.ts";
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
  /** An export of the class' gradebook in Canvas, to be filled in. */
  readonly canvas?: string;
  readonly canvasColumn?: string;
  /** Seconds. */
  readonly timeLimit: number;
}

/** Grades what a class handed in, and writes the reports. */
export async function run(cli: Cli, paths: readonly string[], options: GradeOptions): Promise<ExitCode> {
  if (options.out === undefined)
    throw new UserError("where do the reports go?", { hint: "Name a new folder: --out week3-graded" });
  const { labs, digests } = await gradableLabs(cli);
  const roster = options.roster === undefined ? undefined : await readRoster(resolve(cli.cwd, options.roster));
  const canvas = await readCanvas(cli, options);
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
  cli.emit({ event: "created", lab: "", files: await writeReports(folder, [...reportsOf(book), ...canvas(book)]) });
  return exitCode(book);
}

/** Read before anything is graded: a wrong path should not cost an hour. */
async function readCanvas(
  cli: Cli,
  { canvas, canvasColumn }: GradeOptions,
): Promise<(book: Gradebook) => ReportFile[]> {
  if (canvas === undefined) return () => [];
  const text = await readFile(resolve(cli.cwd, canvas), "utf8").catch((cause) => {
    throw new UserError(`the Canvas export ${canvas} can't be read`, { hint: "Is the path right?", cause });
  });
  return (book) =>
    book.labs.flatMap((lab): ReportFile[] => {
      try {
        const filled = fillCanvas(text, book, lab, canvasColumn);
        for (const learner of filled.unknown)
          cli.emit({ event: "notice", level: "warning", text: `${learner} is not in the Canvas export` });
        return [[`canvas/${lab.lab}.csv`, filled.text]];
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        // The grades are there all the same; the export can be filled in another time.
        cli.emit({ event: "notice", level: "warning", text: error.message, ...(error.hint && { hint: error.hint }) });
        return [];
      }
    });
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
