import { ExitCode } from "../core/errors.ts";
import type { Lab } from "../lab/types.ts";
import { currentStep, labProgress } from "../workspace/progress.ts";
import type { Cli } from "./cli.ts";
import { lazyEngine } from "./engine.ts";
import { exitCodeOf } from "./exit-code.ts";
import { judgeSteps } from "./judging.ts";
import { tellLab, tellStep } from "./lab-text.ts";
import { openForWork } from "./opening.ts";
import { progressOf } from "./progress.ts";

export interface PlainStart {
  readonly detach: boolean;
  readonly seed: number | undefined;
}

/** Starts the lab and tells of it in lines that scroll; guides where there is somebody to guide, else judges once. */
export async function startPlainly(cli: Cli, lab: Lab, { detach, seed }: PlainStart): Promise<ExitCode> {
  const guided = !detach && cli.terminal.interactive && !cli.json;
  await using engine = lazyEngine();
  await using opened = await openForWork(cli, engine, lab, { seed, lasting: guided });
  if (detach) return ExitCode.ok;
  const { session } = opened;
  const step = await currentIndex(cli, lab);
  await tellLab(cli, lab);
  if (guided) {
    const { guide } = await import("./guide/plain.ts");
    return await guide(cli, session, { step, ...(seed === undefined ? {} : { seed }) });
  }
  const hint = `The lab goes on running: \`podlab check ${lab.id}\` judges again, \`podlab stop ${lab.id}\` ends it.`;
  cli.emit({ event: "notice", level: "info", text: "there is no terminal to guide in, so it is judged once", hint });
  const steps = lab.steps.slice(step, step + 1);
  for (const one of steps) await tellStep(cli, lab, one);
  return exitCodeOf(await judgeSteps(cli, session, steps, seed));
}

async function currentIndex(cli: Cli, lab: Lab): Promise<number> {
  const current = currentStep(labProgress(await progressOf(cli).load(), lab.id), lab.steps);
  return Math.max(
    0,
    lab.steps.findIndex(({ id }) => id === current?.id),
  );
}
