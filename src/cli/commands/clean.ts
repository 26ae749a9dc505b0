import { ExitCode } from "../../core/errors.ts";
import { cleanSessions } from "../../session/stop.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { holdLab } from "../lock.ts";
import { ownerOfCli } from "../owner.ts";
import { runningLabs } from "../running-labs.ts";

export interface CleanOptions {
  readonly all?: boolean;
  readonly images?: boolean;
}

/** Removes what podlab made on the engine: this learner's, or everybody's. */
export async function run(cli: Cli, { all, images = false }: CleanOptions): Promise<ExitCode> {
  await using lazy = lazyEngine();
  const engine = await lazy.get();
  // A command at work would make half a lab anew behind the cleaning's back.
  await using locks = new AsyncDisposableStack();
  for (const lab of await runningLabs(cli, engine)) locks.use(await holdLab(cli, lab, "clean"));
  const whose = all ? {} : { owner: await ownerOfCli(cli) };
  const removed = await cleanSessions(engine, { ...whose, images }, cli.emit);
  cli.emit({ event: "cleaned", ...removed });
  return ExitCode.ok;
}
