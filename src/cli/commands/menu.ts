import { ExitCode } from "../../core/errors.ts";
import { CHAPTERS } from "../../lab/chapters.ts";
import { labProgress, stepsDone } from "../../workspace/progress.ts";
import { asked } from "../ask.ts";
import type { Cli } from "../cli.ts";
import { allLabs } from "../labs.ts";
import { listed } from "../listed.ts";
import { labLine } from "../output/list.ts";
import { progressOf } from "../progress.ts";
import { run as list } from "./list.ts";
import { run as start } from "./start.ts";

/** `podlab` alone: choose a lab and start it. */
export async function run(cli: Cli): Promise<ExitCode> {
  if (!cli.terminal.interactive || cli.json) return withoutTerminal(cli);
  const lab = await choose(cli);
  return start(cli, lab, {});
}

/** Nobody can choose here, so it shows what there is and what one would type. */
async function withoutTerminal(cli: Cli): Promise<ExitCode> {
  await list(cli);
  cli.emit({
    event: "notice",
    level: "info",
    text: "",
    hint: "podlab start LAB begins one; podlab --help shows all commands.",
  });
  return ExitCode.ok;
}

async function choose(cli: Cli): Promise<string> {
  const [labs, progress, { default: inquirer }] = await Promise.all([
    allLabs(cli),
    progressOf(cli).load(),
    import("inquirer"),
  ]);
  const choices = CHAPTERS.flatMap(({ id, number, title }) => {
    const own = labs.filter((lab) => lab.chapter === id);
    const rows = own.map((lab) => ({
      value: lab.id,
      short: lab.title,
      name: labLine(listed(lab, progress), cli.terminal).trim(),
    }));
    return own.length > 0 ? [new inquirer.Separator(`${number}  ${title}`), ...rows] : [];
  });
  const done = labs.filter((lab) => stepsDone(labProgress(progress, lab.id), lab.steps) === lab.steps.length).length;
  const message = `podlab ${cli.terminal.ascii ? "-" : "·"} Designing Distributed Systems (${done} of ${labs.length} labs done)`;
  const answer = await asked(
    cli,
    inquirer.prompt([{ type: "select", name: "lab", message, choices, pageSize: 24, loop: false }]),
  );
  return answer.lab;
}
