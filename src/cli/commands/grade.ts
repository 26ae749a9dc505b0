import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { ExitCode, UserError } from "../../core/errors.ts";
import type { Engine } from "../../engine/types.ts";
import { gradebook } from "../../grade/gradebook.ts";
import { type Intake, readRoster, takeIn } from "../../grade/intake/index.ts";
import { openRun } from "../../grade/open-run.ts";
import { writeReports } from "../../grade/report/index.ts";
import { gradeAll } from "../../grade/run.ts";
import type { Gradebook } from "../../grade/types.ts";
import { labDigest } from "../../lab/digest.ts";
import { type LabText, readLabText } from "../../lab/text.ts";
import type { Lab } from "../../lab/types.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { GradingProgress } from "../grading-progress.ts";
import { allLabs } from "../labs.ts";
import { ownerOfCli } from "../owner.ts";
import { packageVersion } from "../package-root.ts";

export interface GradeOptions {
  readonly out: string;
  readonly jobs?: number;
  readonly seed?: number;
  readonly roster?: string;
  readonly resume?: boolean;
  /** Seconds. */
  readonly timeLimit: number;
}

/** Grades what a class handed in, and writes the reports. */
export async function run(cli: Cli, paths: readonly string[], options: GradeOptions): Promise<ExitCode> {
  const labs = new Map((await allLabs(cli)).map((lab) => [lab.id, lab]));
  const digests = new Map(
    await Promise.all([...labs.values()].map(async (lab) => [lab.id, await labDigest(lab)] as const)),
  );
  const roster = options.roster === undefined ? undefined : await readRoster(resolve(cli.cwd, options.roster));
  const intake = await takeIn(
    paths.map((path) => resolve(cli.cwd, path)),
    { labs, digests, roster },
  );
  tellIntake(cli, intake);
  const used = await labsOf(intake, labs);
  const folder = resolve(cli.cwd, options.out);
  const opened = await openRun({
    folder,
    resume: options.resume ?? false,
    seed: options.seed,
    podlab: packageVersion(cli.root),
    labs: Object.fromEntries(used.map(({ lab }) => [lab.id, digests.get(lab.id) ?? ""])),
    submissions: intake.submissions,
  });
  await using journal = opened.journal;
  await using lazy = lazyEngine();
  const engine = await lazy.get();
  const progress = new GradingProgress(cli.emit, intake.submissions.length, opened.standing.size);
  const grades = await gradeAll({
    ...{ engine, labs, journal, root: cli.root, emit: cli.emit, signal: cli.signal },
    ...{ owner: await ownerOfCli(cli), submissions: intake.submissions, standing: opened.standing },
    seed: opened.run.seed,
    jobs: options.jobs ?? (await bearable(engine)),
    budgetMs: options.timeLimit * 1000,
    titleOf: (lab, step) => titleOf(used, lab, step),
    onGrade: (grade, submission) => progress.graded(grade, submission),
    onRunning: (running) => progress.running(running),
    onDoubt: (text) => cli.emit({ event: "notice", level: "warning", text }),
  });
  const book = gradebook({ run: opened.run, intake, grades, labs: used });
  const files = await writeReports(folder, book);
  cli.emit({ event: "created", lab: "", files });
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

interface UsedLab {
  readonly lab: Lab;
  readonly text: LabText;
}

async function labsOf({ submissions }: Intake, labs: ReadonlyMap<string, Lab>): Promise<UsedLab[]> {
  const used = [...labs.values()].filter(({ id }) => submissions.some(({ lab }) => lab === id));
  return Promise.all(used.map(async (lab) => ({ lab, text: await readLabText(lab) })));
}

function titleOf(used: readonly UsedLab[], lab: string, step: string): string {
  const text = used.find((one) => one.lab.id === lab)?.text;
  return text?.steps.find(({ id }) => id === step)?.title ?? step;
}

/** Memory that a lane may take at the most; labs stay below. */
const LANE_BYTES = 512 * 1024 * 1024;
/** More add latency and no throughput, measured on two cores. */
const LANES_A_CORE = 2;
const MOST_LANES = 16;

/** As many lanes as the engine's machine bears. */
async function bearable(engine: Engine): Promise<number> {
  const { cpus, memoryBytes } = await engine.info();
  const byCores = (cpus || availableParallelism()) * LANES_A_CORE;
  return Math.max(1, Math.min(MOST_LANES, byCores, Math.floor(memoryBytes / 2 / LANE_BYTES)));
}

function exitCode({ grades, refused }: Gradebook): ExitCode {
  if (grades.some(({ outcome }) => outcome === "not graded")) return ExitCode.brokenCheck;
  return refused.length > 0 || grades.some(({ needsPerson }) => needsPerson) ? ExitCode.workNotDone : ExitCode.ok;
}
