import { ExitCode, UserError } from "../../core/errors.ts";
import type { Cli } from "../cli.ts";
import { allLabs } from "../labs.ts";
import { type Choice, isOpen, menuRows, nextOpen } from "../menu/rows.ts";
import { progressOf } from "../progress.ts";
import { run as list } from "./list.ts";
import { run as start } from "./start.ts";

/** The lab that was chosen before, and what went wrong with it. */
interface Last {
  readonly lab: string;
  readonly error?: string;
}

/** `podlab` alone: choose a lab, work on it, come back and choose again. */
export async function run(cli: Cli): Promise<ExitCode> {
  if (!cli.terminal.interactive || cli.json) return withoutTerminal(cli);
  let last: Last | undefined;
  for (;;) {
    const choice = await choose(cli, last);
    if (choice === "quit") return ExitCode.ok;
    last = await work(cli, choice.start);
  }
}

/** An error of the lab leads back to the menu, which shows it; what ends podlab itself does not. */
async function work(cli: Cli, lab: string): Promise<Last> {
  try {
    await start(cli, lab, {});
    return { lab };
  } catch (error) {
    if (cli.signal.aborted || !(error instanceof UserError)) throw error;
    return { lab, error: `${lab}: ${error.message}${error.hint === undefined ? "" : `\n${error.hint}`}` };
  }
}

/** Nobody can choose here, so it shows what there is and what one would type. */
async function withoutTerminal(cli: Cli): Promise<ExitCode> {
  await list(cli);
  const [labs, progress] = await Promise.all([allLabs(cli), progressOf(cli).load()]);
  const next = nextOpen(labs, progress);
  const hint = [
    "`podlab start LAB` begins a lab, or goes on with it.",
    ...(next === undefined ? [] : [`\`podlab start ${next}\` is the one to go on with.`]),
    "`podlab --help` shows all commands.",
  ].join("\n");
  cli.emit({ event: "notice", level: "info", text: "what one would type:", hint });
  return ExitCode.ok;
}

async function choose(cli: Cli, last: Last | undefined): Promise<Choice> {
  const [labs, progress] = await Promise.all([allLabs(cli), progressOf(cli).load()]);
  const rows = menuRows(labs, progress);
  const next = nextOpen(labs, progress);
  const stays = rows.some((row) => row.row === "lab" && row.lab.lab === last?.lab && isOpen(row.lab));
  const menu = { rows, at: stays ? last?.lab : next, notice: last?.error };
  const { choosePlainly, chooseOnScreen } = await import("../menu/choose.ts");
  return cli.terminal.plain ? choosePlainly(cli, menu) : chooseOnScreen(cli, menu);
}
