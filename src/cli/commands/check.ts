import { schedule } from "../../check/schedule.ts";
import { type ExitCode, UserError } from "../../core/errors.ts";
import { nearest } from "../../core/nearest.ts";
import type { Lab, StepDefinition } from "../../lab/types.ts";
import { currentStep, labProgress } from "../../workspace/progress.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { exitCodeOf } from "../exit-code.ts";
import { judgeSteps } from "../judging.ts";
import { openLab } from "../lab-session.ts";
import { chosenLab } from "../labs.ts";
import { mendLeftBehind } from "../left-behind.ts";
import { holdLab } from "../lock.ts";
import { progressOf } from "../progress.ts";
import { judgeEachSave } from "../watching.ts";

export interface CheckOptions {
  readonly all?: boolean;
  readonly step?: string;
  readonly check?: string;
  readonly seed?: number;
  readonly watch?: boolean;
}

/** Judges the learner's work as it is now; starts the lab where it doesn't run. */
export async function run(cli: Cli, id: string | undefined, options: CheckOptions): Promise<ExitCode> {
  const chosen = [options.all && "--all", options.step && "--step", options.check && "--check"].filter(Boolean);
  if (chosen.length > 1) throw new UserError(`${chosen.join(" and ")} exclude each other`);
  await using engine = lazyEngine();
  const lab = await chosenLab(cli, id, engine.get);
  const steps = await chosenSteps(cli, lab, options);
  await mendLeftBehind(cli, engine, lab);
  await using _lock = await holdLab(cli, lab.id, "check", options.watch);
  await using session = await openLab(cli, engine, lab);
  const judge = async () => exitCodeOf(await judgeSteps(cli, session, steps, options.seed, options.check));
  // Awaited here: what `await using` holds is let go of when the function returns.
  return await (options.watch ? judgeEachSave(cli, session, judge) : judge());
}

async function chosenSteps(cli: Cli, lab: Lab, { all, step, check }: CheckOptions): Promise<readonly StepDefinition[]> {
  if (all) return lab.steps;
  if (check !== undefined) {
    const ids = schedule(lab.steps, check).map(({ id }) => id);
    return lab.steps.filter(({ id }) => ids.includes(id));
  }
  if (step === undefined) {
    const current = currentStep(labProgress(await progressOf(cli).load(), lab.id), lab.steps);
    return current ? [current] : [];
  }
  const found = lab.steps.find(({ id }) => id === step);
  if (found) return [found];
  const ids = lab.steps.map(({ id }) => id);
  const near = nearest(step, ids);
  throw new UserError(`${lab.id} has no step ${step}`, {
    hint: near ? `Did you mean ${near}?` : `Its steps: ${ids.join(", ")}`,
  });
}
