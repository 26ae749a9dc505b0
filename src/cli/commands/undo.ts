import { ExitCode } from "../../core/errors.ts";
import { type Kept, keptWork } from "../../workspace/kept.ts";
import { TurnedAwayError } from "../../workspace/lock.ts";
import { withOtherFiles } from "../../workspace/progress.ts";
import { undo } from "../../workspace/undo.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { chosenId, labById } from "../labs.ts";
import { holdLab } from "../lock.ts";
import { progressOf } from "../progress.ts";

export interface UndoOptions {
  readonly list?: boolean;
  /** The name, or the date in it, of what shall come back. */
  readonly to?: string;
}

/** Brings back the work that was put away last. A guided lab is judged anew with it, any other that runs at its next check. */
export async function run(cli: Cli, given: string | undefined, options: UndoOptions): Promise<ExitCode> {
  await using engine = lazyEngine();
  // Work comes back also where its lab is not found.
  const lab = await chosenId(cli, given, engine.get);
  const all = await keptWork(cli.home, lab);
  if (all.length === 0) await labById(cli, lab);
  if (options.list) return list(cli, lab, all);
  await using _lock = await holdLab(cli, lab, "undo").catch(unlessGuided);
  const { folder, back, kept = null } = await undo(lab, cli.home, new Date(), options.to);
  await progressOf(cli).update((progress) => withOtherFiles(progress, lab));
  cli.emit({ event: "undone", lab, path: folder, from: back.path, files: back.names, kept });
  return ExitCode.ok;
}

/** To a guided session this is a save as an editor's: it judges what is back. */
function unlessGuided(error: unknown): undefined {
  if (!(error instanceof TurnedAwayError)) throw error;
}

function list(cli: Cli, lab: string, all: readonly Kept[]): ExitCode {
  for (const { path, at, because = null, names } of all)
    cli.emit({ event: "kept", lab, path, at: at.toISOString(), because, files: names });
  if (all.length === 0)
    cli.emit({ event: "notice", level: "info", text: `there is nothing to undo: no work of ${lab} was put away` });
  return ExitCode.ok;
}
