import { ExitCode as Exit, type ExitCode, UserError } from "../../core/errors.ts";
import type { Cli } from "../cli.ts";
import { allLabs } from "../labs.ts";
import { type Choice, menuRows, nextOpen } from "../menu/rows.ts";
import { progressOf } from "../progress.ts";
import { run as list } from "./list.ts";
import { run as start } from "./start.ts";

/** `podlab` alone: choose a lab, work on it, come back and choose again. */
export async function run(cli: Cli): Promise<ExitCode> {
  if (!cli.terminal.interactive || cli.json) return withoutTerminal(cli);
  let last: { readonly lab: string; readonly error?: string } | undefined;
  for (;;) {
    const choice = await choose(cli, last);
    if (choice === "quit") return Exit.ok;
    last = { lab: choice.start, ...(await work(cli, choice.start)) };
  }
}

/** An error of the lab leads back to the menu, which shows it; what ends podlab itself does not. */
async function work(cli: Cli, lab: string): Promise<{ error?: string }> {
  try {
    await start(cli, lab, {});
    return {};
  } catch (error) {
    if (cli.signal.aborted || !(error instanceof UserError)) throw error;
    return { error: `${lab}: ${error.message}${error.hint === undefined ? "" : `\n${error.hint}`}` };
  }
}

/** Nobody can choose here, so it shows what there is and what one would type. */
async function withoutTerminal(cli: Cli): Promise<ExitCode> {
  await list(cli);
  const [labs, progress] = await Promise.all([allLabs(cli), progressOf(cli).load()]);
  const next = nextOpen(labs, progress);
  const hint = [
    "podlab start LAB            begins a lab, or goes on with it",
    ...(next === undefined ? [] : [`podlab start ${next.padEnd(15)} is the one to go on with`]),
    "podlab --help               shows all commands",
  ].join("\n");
  cli.emit({ event: "notice", level: "info", text: "what one would type:", hint });
  return Exit.ok;
}

async function choose(cli: Cli, last: { readonly lab: string; readonly error?: string } | undefined): Promise<Choice> {
  const [labs, progress] = await Promise.all([allLabs(cli), progressOf(cli).load()]);
  const rows = menuRows(labs, progress);
  const next = nextOpen(labs, progress);
  if (cli.terminal.plain) return choosePlainly(cli, rows, next, last?.error);
  const { menuPrompt } = await import("../menu/prompt.ts");
  const { alternateScreen } = await import("../menu/alternate.ts");
  const { stdout } = process;
  const at = rows.some((row) => row.row === "lab" && row.lab.lab === last?.lab && isOpen(row.lab.state))
    ? last?.lab
    : next;
  using _screen = alternateScreen(stdout);
  return await menuPrompt(
    { rows, at, notice: last?.error, terminal: cli.terminal, stdout },
    { signal: cli.signal, clearPromptOnDone: true },
  );
}
