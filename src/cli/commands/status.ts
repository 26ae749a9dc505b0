import { ExitCode } from "../../core/errors.ts";
import { readStatus } from "../../session/status.ts";
import { wasLeftBehind } from "../../workspace/lock.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { allLabs, labById } from "../labs.ts";
import { mendLeftBehind } from "../left-behind.ts";
import { ownerOfCli } from "../owner.ts";
import { progressOf } from "../progress.ts";
import { recordOf } from "../record.ts";
import { runningLabs } from "../running-labs.ts";

/** Tells what runs for this learner, as the engine's labels say it, and how far the learner is with it. */
export async function run(cli: Cli): Promise<ExitCode> {
  await using engine = lazyEngine();
  const labs = (await runningLabs(cli, await engine.get())).filter((lab) => cli.lab === undefined || lab === cli.lab);
  // A lab of a further folder is told of without --labs too; only to mend one must it be found.
  for (const lab of labs) if (wasLeftBehind(cli.home, lab)) await mendLeftBehind(cli, engine, await labById(cli, lab));
  const sessions = await readStatus(await engine.get(), await ownerOfCli(cli));
  const wanted = sessions.filter(({ lab }) => labs.includes(lab));
  for (const { session, lab, services } of wanted) cli.emit({ event: "status", lab, session, services });
  await tellRecords(cli, cli.lab === undefined ? labs : [cli.lab]);
  if (wanted.length === 0)
    cli.emit({ event: "notice", level: "info", text: cli.lab ? `${cli.lab} does not run` : "no lab runs" });
  return ExitCode.ok;
}

/** A lab of a further folder that was not named is passed over: nobody knows its checks. */
async function tellRecords(cli: Cli, wanted: readonly string[]): Promise<void> {
  if (wanted.length === 0) return;
  const [labs, progress] = await Promise.all([allLabs(cli), progressOf(cli).load()]);
  for (const lab of labs) if (wanted.includes(lab.id)) cli.emit(recordOf(lab, progress));
}
