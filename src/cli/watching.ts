import { ExitCode, UserError } from "../core/errors.ts";
import type { Lab } from "../lab/types.ts";
import type { Session } from "../session/types.ts";
import { workspaceFiles } from "../workspace/files.ts";
import { workspaceFolder } from "../workspace/home.ts";
import { type Watcher, watchFiles } from "../workspace/watch.ts";
import { aborted } from "./aborted.ts";
import type { Cli } from "./cli.ts";
import { Rounds } from "./guide/rounds.ts";
import { convergeLab } from "./lab-session.ts";
import { seconds } from "./output/seconds.ts";

/** Judges now and after each save; ends only with an error, as Ctrl-C is one. */
export async function judgeEachSave(cli: Cli, session: Session, judge: () => Promise<unknown>): Promise<never> {
  const rounds = new Rounds(async (saved) => tellTook(cli, await judgeRound(cli, session, saved, judge)));
  await using _watcher = await watchLab(cli, session.lab, (paths) => rounds.request(paths));
  rounds.request([]);
  try {
    return await Promise.race([rounds.failure, aborted(cli.signal)]);
  } finally {
    // A check that is cut short undoes its faults first.
    await rounds.idle();
  }
}

/** Calls back with the learner's files of the lab that were saved. */
export function watchLab(cli: Cli, lab: Lab, onChange: (paths: string[]) => void): Promise<Watcher> {
  return watchFiles({
    folder: workspaceFolder(cli.home, lab.id),
    paths: workspaceFiles(lab).map(({ path }) => path),
    onChange,
    onPolling: () =>
      cli.emit({
        event: "notice",
        level: "info",
        text: "this folder tells of no changes, so it is looked at four times a second",
      }),
  });
}

/** Tells how long a round took from save to verdict; nothing of a round that no save asked for. */
export function tellTook(cli: Cli, ms: number | undefined): void {
  if (ms !== undefined) cli.emit({ event: "notice", level: "info", text: `${seconds(ms)} from save to verdict` });
}

/**
 * One round: what was saved goes into the lab, then the work is judged. A file that can't be taken is told, and the
 * round ends; the next save may mend it. Gives the ms from save to verdict, where there was a save and a verdict.
 */
export async function judgeRound(
  cli: Cli,
  session: Session,
  saved: readonly string[],
  judge: () => Promise<unknown>,
): Promise<number | undefined> {
  const began = performance.now();
  if (saved.length > 0) cli.emit({ event: "saved", lab: session.lab.id, files: [...saved] });
  try {
    await convergeLab(cli, session);
    await judge();
  } catch (error) {
    if (!isAboutFiles(error)) throw error;
    cli.emit({ event: "notice", level: "warning", text: error.message, ...(error.hint ? { hint: error.hint } : {}) });
    return undefined;
  }
  return saved.length === 0 ? undefined : performance.now() - began;
}

/** The engine and Ctrl-C end the watching; a learner's file does not. */
function isAboutFiles(error: unknown): error is UserError {
  return error instanceof UserError && error.exitCode === ExitCode.usage;
}
