import type { ExitCode } from "../../core/errors.ts";
import type { Cli } from "../cli.ts";
import { labById } from "../labs.ts";

export interface StartOptions {
  readonly detach?: boolean;
  readonly seed?: number;
}

/** Starts the lab or takes over what runs, and guides where there is somebody to guide. */
export async function run(cli: Cli, id: string, { detach = false, seed }: StartOptions): Promise<ExitCode> {
  // What judges is loaded by either when it is needed: the screen comes before that.
  if (cli.terminal.screen && !detach && !cli.json) {
    const [{ guideOnScreen }, lab] = await Promise.all([import("../guide/on-screen.ts"), labById(cli, id)]);
    return guideOnScreen(cli, lab, seed);
  }
  const [{ startPlainly }, lab] = await Promise.all([import("../start-plainly.ts"), labById(cli, id)]);
  return startPlainly(cli, lab, { detach, seed });
}
