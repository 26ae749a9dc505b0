import { ExitCode } from "../../core/errors.ts";
import { cleanSessions } from "../../session/stop.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { ownerOfCli } from "../owner.ts";

export interface CleanOptions {
  readonly all?: boolean;
  readonly images?: boolean;
}

/** Removes what podlab made on the engine: this learner's, or everybody's. */
export async function run(cli: Cli, { all, images = false }: CleanOptions): Promise<ExitCode> {
  await using engine = lazyEngine();
  const whose = all ? {} : { owner: await ownerOfCli(cli) };
  const removed = await cleanSessions(await engine.get(), { ...whose, images }, cli.emit);
  cli.emit({ event: "cleaned", ...removed });
  return ExitCode.ok;
}
