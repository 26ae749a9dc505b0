import { ExitCode } from "../../core/errors.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { attachLab } from "../lab-session.ts";
import { chosenLab } from "../labs.ts";

/** Tells where the running lab is reached from this machine. */
export async function run(cli: Cli): Promise<ExitCode> {
  await using engine = lazyEngine();
  const lab = await chosenLab(cli, undefined, engine.get);
  await using session = await attachLab(cli, engine, lab);
  cli.emit({ event: "entries", lab: lab.id, entries: session.entries });
  return ExitCode.ok;
}
