import { ExitCode } from "../../core/errors.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { tellMap } from "../lab-text.ts";
import { chosenLab } from "../labs.ts";

/** Draws the lab's topology. */
export async function run(cli: Cli, id: string | undefined): Promise<ExitCode> {
  await using engine = lazyEngine();
  await tellMap(cli, await chosenLab(cli, id, engine.get));
  return ExitCode.ok;
}
