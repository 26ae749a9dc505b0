import { ExitCode } from "../../core/errors.ts";
import { diagnose } from "../../setup/diagnose.mjs";
import type { Cli } from "../cli.ts";

/** Tells what podlab needs of this machine, what is missing, and the command that mends it. */
export async function run(cli: Cli): Promise<ExitCode> {
  const findings = await diagnose(cli.root);
  for (const { name, ok, detail, mend } of findings)
    cli.emit({ event: "finding", name, ok, text: detail, ...(mend === undefined ? {} : { hint: mend }) });
  return findings.every(({ ok }) => ok) ? ExitCode.ok : ExitCode.environment;
}
