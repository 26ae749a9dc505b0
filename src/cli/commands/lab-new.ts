import { ExitCode } from "../../core/errors.ts";
import { newLab } from "../../verify/new-lab.ts";
import type { Cli } from "../cli.ts";

/** Writes the skeleton of a lab and says what comes next. */
export async function run(cli: Cli, id: string): Promise<ExitCode> {
  const [folder] = cli.labFolders;
  const files = await newLab({ id, root: cli.root, ...(folder === undefined ? {} : { folder }) });
  cli.emit({ event: "created", lab: id, files });
  cli.emit({
    event: "notice",
    level: "info",
    text: `${id} is there and runs`,
    hint: `\`podlab lab lint ${id}\` says what it lacks, \`podlab lab verify ${id}\` proves it.`,
  });
  return ExitCode.ok;
}
