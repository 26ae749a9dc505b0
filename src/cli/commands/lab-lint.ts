import { ExitCode } from "../../core/errors.ts";
import { lintLab } from "../../verify/lint.ts";
import type { Cli } from "../cli.ts";
import { allLabs, labById } from "../labs.ts";

/** Tells what is wrong with labs' files. */
export async function run(cli: Cli, id: string | undefined): Promise<ExitCode> {
  const labs = id === undefined ? await allLabs(cli) : [await labById(cli, id)];
  let problems = 0;
  for (const lab of labs) {
    for (const { where, what } of await lintLab(lab, cli.root)) {
      problems++;
      cli.emit({ event: "problem", lab: lab.id, where, what });
    }
  }
  const text = `${labs.length} labs looked at, ${problems} problems`;
  cli.emit({ event: "notice", level: "info", text });
  return problems === 0 ? ExitCode.ok : ExitCode.usage;
}
