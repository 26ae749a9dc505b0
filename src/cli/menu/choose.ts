import type { Cli } from "../cli.ts";
import { run as list } from "../commands/list.ts";
import { alternateScreen } from "./alternate.ts";
import { askPlainly } from "./plain.ts";
import { menuPrompt } from "./prompt.ts";
import type { Choice, Row } from "./rows.ts";

export interface Menu {
  readonly rows: readonly Row[];
  /** The lab (id) to begin at; undefined when all are done. */
  readonly at: string | undefined;
  /** What went wrong with the lab that was chosen before. */
  readonly notice: string | undefined;
}

export async function chooseOnScreen(cli: Cli, menu: Menu): Promise<Choice> {
  const { terminal, signal } = cli;
  const { stdout } = process;
  using _screen = alternateScreen(stdout);
  return await menuPrompt({ ...menu, terminal, stdout }, { signal, clearPromptOnDone: true });
}

/** For screen readers, and terminals where nothing can move: the list, and a question. */
export async function choosePlainly(cli: Cli, { rows, at, notice }: Menu): Promise<Choice> {
  await list(cli);
  if (notice !== undefined) cli.emit({ event: "notice", level: "warning", text: notice });
  return askPlainly(cli, rows, at);
}
