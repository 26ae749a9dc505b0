import { EnvironmentError, ExitCode } from "../../core/errors.ts";
import type { Lab } from "../../lab/types.ts";
import { sessionId } from "../../session/labels.ts";
import { stopSession } from "../../session/stop.ts";
import { withOtherFiles, withoutLab } from "../../workspace/progress.ts";
import { startOver } from "../../workspace/start-over.ts";
import { agreed } from "../ask.ts";
import type { Cli } from "../cli.ts";
import { type LazyEngine, lazyEngine } from "../engine.ts";
import { openLab } from "../lab-session.ts";
import { chosenLab } from "../labs.ts";
import { holdLab } from "../lock.ts";
import { ownerOfCli } from "../owner.ts";
import { progressOf } from "../progress.ts";

export interface ResetOptions {
  readonly work?: boolean;
  readonly progress?: boolean;
  readonly yes?: boolean;
}

/** Gives a working lab back: a fresh environment, with --work the starter's files, with --progress (alone) only that. */
export async function run(cli: Cli, id: string | undefined, options: ResetOptions): Promise<ExitCode> {
  await using engine = lazyEngine();
  const lab = await chosenLab(cli, id, engine.get);
  if (!(await isAgreed(cli, lab, options))) return ExitCode.ok;
  await using _lock = await holdLab(cli, lab.id, "reset");
  if (options.progress) await progressOf(cli).update((progress) => withoutLab(progress, lab.id));
  if (options.work) await resetWork(cli, lab);
  if (options.work || !options.progress) await resetEnvironment(cli, engine, lab);
  return ExitCode.ok;
}

/** The environment holds nothing of the learner's, so only the other two are asked about. */
async function isAgreed(cli: Cli, lab: Lab, { work, progress, yes }: ResetOptions): Promise<boolean> {
  const parts = [
    ...(work ? [`put the starter's files of ${lab.id} in place (yours are kept beside)`] : []),
    ...(progress ? [`forget what you have passed in ${lab.id}`] : []),
  ];
  if (parts.length === 0 || yes) return true;
  return agreed(cli, `${parts.join(" and ")}?`);
}

async function resetWork(cli: Cli, lab: Lab): Promise<void> {
  const { folder, created, kept } = await startOver(lab, cli.home, new Date());
  if (kept) cli.emit({ event: "notice", level: "info", text: `your files are kept in ${kept}` });
  cli.emit({ event: "workspace", lab: lab.id, path: folder, created: true, files: created });
  await progressOf(cli).update((progress) => withOtherFiles(progress, lab.id));
}

/** Members are made anew on the pods that stand; where that does not give a working lab, everything is. */
async function resetEnvironment(cli: Cli, engine: LazyEngine, lab: Lab): Promise<void> {
  try {
    await using _session = await openLab(cli, engine, lab, { renew: true });
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    cli.emit({ event: "notice", level: "warning", text: `${error.message}; everything is made anew` });
    await stopSession(await engine.get(), sessionId(await ownerOfCli(cli), lab.id), cli.emit);
    await using _session = await openLab(cli, engine, lab);
  }
}
