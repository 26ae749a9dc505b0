import { ExitCode } from "../../core/errors.ts";
import type { Lab } from "../../lab/types.ts";
import { prepareWorkspace } from "../../workspace/prepare.ts";
import { currentStep, labProgress, withActivity, withOtherFiles } from "../../workspace/progress.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { exitCodeOf } from "../exit-code.ts";
import { judgeSteps } from "../judging.ts";
import { openLab } from "../lab-session.ts";
import { tellLab, tellStep } from "../lab-text.ts";
import { labById } from "../labs.ts";
import { mendLeftBehind } from "../left-behind.ts";
import { holdLab } from "../lock.ts";
import { progressOf } from "../progress.ts";

export interface StartOptions {
  readonly detach?: boolean;
  readonly seed?: number;
}

/** Prepares the learner's files, starts the lab or takes over what runs, and guides where there is somebody to guide. */
export async function run(cli: Cli, id: string, { detach = false, seed }: StartOptions): Promise<ExitCode> {
  const lab = await labById(cli, id);
  const guided = !detach && cli.terminal.interactive && !cli.json;
  await using engine = lazyEngine();
  await mendLeftBehind(cli, engine, lab);
  await using _lock = await holdLab(cli, lab.id, "start", guided);
  await prepare(cli, lab);
  await using session = await openLab(cli, engine, lab, seed === undefined ? {} : { seed });
  if (detach) return ExitCode.ok;
  const step = await currentIndex(cli, lab);
  await tellLab(cli, lab);
  if (guided) {
    const { guide } = await import("../guide/guide.ts");
    return await guide(cli, session, { step, ...(seed === undefined ? {} : { seed }) });
  }
  const hint = `The lab goes on running: \`podlab check ${lab.id}\` judges again, \`podlab stop ${lab.id}\` ends it.`;
  cli.emit({ event: "notice", level: "info", text: "there is no terminal to guide in, so it is judged once", hint });
  const steps = lab.steps.slice(step, step + 1);
  for (const one of steps) await tellStep(cli, lab, one);
  return exitCodeOf(await judgeSteps(cli, session, steps, seed));
}

/** The learner's files, told of; and the clock of the time spent on the lab begins. */
async function prepare(cli: Cli, lab: Lab): Promise<void> {
  const { folder, created, followed } = await prepareWorkspace(lab, cli.home);
  const { changes, kept } = followed;
  if (changes.length > 0) {
    const hint =
      kept === undefined
        ? {}
        : { hint: `Your files as they were lie in ${kept}; \`podlab undo ${lab.id}\` brings them back.` };
    cli.emit({ event: "notice", level: "warning", text: `${lab.id} has changed since you began it`, ...hint });
  }
  for (const change of changes) cli.emit({ event: "starter", lab: lab.id, ...change });
  cli.emit({ event: "workspace", lab: lab.id, path: folder, created: created.length > 0, files: created });
  await progressOf(cli).update((progress) => {
    const begun = withActivity(progress, lab.id, "start", Date.now());
    return changes.length > 0 ? withOtherFiles(begun, lab.id) : begun;
  });
}

async function currentIndex(cli: Cli, lab: Lab): Promise<number> {
  const current = currentStep(labProgress(await progressOf(cli).load(), lab.id), lab.steps);
  return Math.max(
    0,
    lab.steps.findIndex(({ id }) => id === current?.id),
  );
}
