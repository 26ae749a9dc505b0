import { ExitCode } from "../../core/errors.ts";
import type { Cli } from "../cli.ts";
import { SCRIPTS, type Shell } from "../complete/scripts.ts";

/** Prints the shell's script, which asks podlab itself at each Tab. */
export async function run(cli: Cli, shell: Shell): Promise<ExitCode> {
  cli.emit({ event: "completion", shell, script: SCRIPTS[shell] });
  return ExitCode.ok;
}
