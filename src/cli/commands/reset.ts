import { ExitCode } from "../../core/errors.ts";
import { agreed, somebodyIsThere } from "../ask.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { chosenLab } from "../labs.ts";
import { holdLab } from "../lock.ts";
import { carryOutReset, planReset, type ResetParts } from "../resetting.ts";

export interface ResetOptions extends ResetParts {
  readonly yes?: boolean;
}

/**
 * Gives a working lab back: a fresh environment, with --work the starter's files, with --progress (alone) only that.
 * Shows what it will do, and asks where somebody is there. Without anybody the environment alone is reset all the same,
 * for it holds nothing of the learner's.
 */
export async function run(cli: Cli, id: string | undefined, options: ResetOptions): Promise<ExitCode> {
  await using engine = lazyEngine();
  const lab = await chosenLab(cli, id, engine.get);
  const question = `reset ${partsText(options)} of ${lab.id}?`;
  const mustAsk = !options.yes && (somebodyIsThere(cli) || options.work || options.progress);
  if (mustAsk && !somebodyIsThere(cli)) await agreed(cli, question);
  const now = new Date();
  cli.emit({ event: "plan", lab: lab.id, actions: await planReset(cli, engine, lab, options, now) });
  if (mustAsk && !(await agreed(cli, question))) return ExitCode.ok;
  await using _lock = await holdLab(cli, lab.id, "reset");
  await carryOutReset(cli, engine, lab, options, now);
  return ExitCode.ok;
}

function partsText({ work, progress }: ResetParts): string {
  if (work && progress) return "the progress, the work and the environment";
  return work ? "the work and the environment" : progress ? "the progress" : "the environment";
}
