import { ExitCode, UserError } from "../../core/errors.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { chosenLab } from "../labs.ts";
import { learnersService, serviceContainer } from "../service.ts";

/** Opens a shell on this terminal in a service's container. */
export async function run(cli: Cli, service: string | undefined): Promise<ExitCode> {
  if (!cli.terminal.interactive)
    throw new UserError("a shell needs a terminal", { hint: "`podlab logs` and `podlab probe` don't." });
  await using lazy = lazyEngine();
  const lab = await chosenLab(cli, undefined, lazy.get);
  const engine = await lazy.get();
  const target = await serviceContainer(cli, lazy, lab, service ?? learnersService(lab));
  cli.emit({ event: "notice", level: "info", text: `a shell in ${target.service}; exit leaves it` });
  const code = await engine.interact(target.container, ["sh"]);
  if (code !== 0) cli.emit({ event: "notice", level: "info", text: `the shell ended with exit code ${code}` });
  return ExitCode.ok;
}
