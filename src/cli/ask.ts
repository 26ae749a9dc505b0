import { ExitCode, UserError } from "../core/errors.ts";
import type { Cli } from "./cli.ts";

/** Waits for a prompt's answer, and takes the prompt away when podlab is told to end. */
export async function asked<T>(cli: Cli, prompt: Promise<T> & { readonly ui: { close(): void } }): Promise<T> {
  const close = () => prompt.ui.close();
  cli.signal.addEventListener("abort", close);
  try {
    return await prompt;
  } finally {
    cli.signal.removeEventListener("abort", close);
  }
}

/**
 * Asks for one line, without anything that moves. Ctrl-D answers as Enter does.
 *
 * @throws what the signal says, at Ctrl-C too
 */
export async function askLine(cli: Cli, question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  const ended = new Promise<string>((resolve) => lines.once("close", () => resolve("")));
  try {
    return await Promise.race([lines.question(question, { signal: cli.signal }), ended]);
  } catch (error) {
    throw cli.signal.aborted ? cli.signal.reason : error;
  } finally {
    lines.close();
  }
}

/** Whether there is a terminal with somebody to ask. */
export function somebodyIsThere(cli: Cli): boolean {
  return cli.terminal.interactive && !cli.json;
}

/** Asks before something is taken away. Without a terminal there is nobody to ask, so it must have been said beforehand. */
export async function agreed(cli: Cli, question: string): Promise<boolean> {
  if (!somebodyIsThere(cli))
    throw new UserError(`this needs your agreement: ${question}`, { hint: "Add --yes.", exitCode: ExitCode.usage });
  const { default: inquirer } = await import("inquirer");
  const answer = await asked(
    cli,
    inquirer.prompt([{ type: "confirm", name: "yes", message: question, default: false }]),
  );
  return answer.yes;
}
