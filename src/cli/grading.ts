import { availableParallelism } from "node:os";
import type { Engine } from "../engine/types.ts";
import { gradeAll, type RunRequest } from "../grade/run.ts";
import type { Grade, Submission } from "../grade/types.ts";
import { labDigest } from "../lab/digest.ts";
import { type LabText, readLabText } from "../lab/text.ts";
import type { Lab } from "../lab/types.ts";
import type { Cli } from "./cli.ts";
import { lazyEngine } from "./engine.ts";
import { allLabs } from "./labs.ts";
import { ownerOfCli } from "./owner.ts";

/** All labs with their digests: what submissions are compared with. */
export async function gradableLabs(cli: Cli) {
  const labs = new Map((await allLabs(cli)).map((lab) => [lab.id, lab]));
  const digests = [...labs.values()].map(async (lab) => [lab.id, await labDigest(lab)] as const);
  return { labs, digests: new Map(await Promise.all(digests)) };
}

/** A lab that something was handed in for. */
export interface UsedLab {
  readonly lab: Lab;
  readonly text: LabText;
}

export async function usedLabs(submissions: readonly Submission[], labs: ReadonlyMap<string, Lab>): Promise<UsedLab[]> {
  const used = [...labs.values()].filter(({ id }) => submissions.some(({ lab }) => lab === id));
  return Promise.all(used.map(async (lab) => ({ lab, text: await readLabText(lab) })));
}

type GradingRequest = Pick<
  RunRequest,
  "run" | "submissions" | "standing" | "journal" | "seed" | "onGrade" | "onRunning"
> & {
  readonly used: readonly UsedLab[];
  /** As many as the engine's machine bears unless told. */
  readonly jobs: number | undefined;
  /** Seconds that a submission may take. */
  readonly timeLimit: number;
};

/** Grades on this learner's engine; doubts about the machine are told as warnings. */
export async function gradeWith(
  cli: Cli,
  { used, jobs, timeLimit, ...request }: GradingRequest,
): Promise<Map<string, Grade>> {
  await using lazy = lazyEngine();
  const engine = await lazy.get();
  return await gradeAll({
    ...request,
    ...{ engine, root: cli.root, emit: cli.emit, signal: cli.signal, owner: await ownerOfCli(cli) },
    labs: new Map(used.map(({ lab }) => [lab.id, lab])),
    jobs: jobs ?? (await bearable(engine)),
    budgetMs: timeLimit * 1000,
    titleOf: (lab, step) => titleOf(used, lab, step),
    onDoubt: (text) => cli.emit({ event: "notice", level: "warning", text }),
  });
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
