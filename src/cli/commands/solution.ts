import { ExitCode, UserError } from "../../core/errors.ts";
import type { Lab } from "../../lab/types.ts";
import { workspaceFolder } from "../../workspace/home.ts";
import { labProgress, stepsDone, withSolutionShown } from "../../workspace/progress.ts";
import { solutionDiff } from "../../workspace/solution.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { chosenLab } from "../labs.ts";
import { progressOf } from "../progress.ts";

/** Shows what the lab's solution does otherwise, to whoever has passed the lab or gives up. */
export async function run(cli: Cli, id: string | undefined, options: { giveUp?: boolean }): Promise<ExitCode> {
  await using engine = lazyEngine();
  const lab = await chosenLab(cli, id, engine.get);
  const passed = await hasPassed(cli, lab);
  if (!options.giveUp && !passed)
    throw new UserError(`the solution of ${lab.id} is shown once every step has passed`, {
      hint: `\`podlab hint ${lab.id}\` helps on; \`podlab solution ${lab.id} --give-up\` shows it now.`,
      exitCode: ExitCode.workNotDone,
    });
  const diff = await solutionDiff(lab, workspaceFolder(cli.home, lab.id));
  if (!diff) cli.emit({ event: "notice", level: "info", text: "your files are the solution's, to the letter" });
  else {
    cli.emit({ event: "solution", lab: lab.id, diff });
    if (!passed) await progressOf(cli).update((progress) => withSolutionShown(progress, lab));
  }
  return ExitCode.ok;
}

async function hasPassed(cli: Cli, lab: Lab): Promise<boolean> {
  return stepsDone(labProgress(await progressOf(cli).load(), lab.id), lab.steps) === lab.steps.length;
}
