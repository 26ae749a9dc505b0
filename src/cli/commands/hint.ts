import { ExitCode } from "../../core/errors.ts";
import { currentStep, labProgress } from "../../workspace/progress.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { tellHint } from "../hints.ts";
import { chosenLab } from "../labs.ts";
import { progressOf } from "../progress.ts";

/** Tells the next hint for the step that the learner is at. */
export async function run(cli: Cli, id: string | undefined): Promise<ExitCode> {
  await using engine = lazyEngine();
  const lab = await chosenLab(cli, id, engine.get);
  const step = currentStep(labProgress(await progressOf(cli).load(), lab.id), lab.steps);
  if (step) await tellHint(cli, lab, step);
  return ExitCode.ok;
}
