import { ExitCode, UserError } from "../core/errors.ts";
import type { Cli } from "./cli.ts";
import type { Terminal } from "./output/terminal.ts";

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
 * Asks for one line, without anything that moves; undefined where nothing more can be typed (Ctrl-D).
 *
 * @throws what the signal says, at Ctrl-C too
 */
export async function askLine(cli: Cli, question: string): Promise<string | undefined> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  const ended = new Promise<undefined>((resolve) => lines.once("close", () => resolve(undefined)));
  try {
    const typed = await Promise.race([lines.question(question, { signal: cli.signal }), ended]);
    return typed?.trim();
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
  if (cli.terminal.plain) return /^y(?:es)?$/i.test((await askLine(cli, `${question} (y/N) `)) ?? "");
  const { default: inquirer } = await import("inquirer");
  const answer = await asked(
    cli,
    inquirer.prompt([
      { type: "confirm", name: "yes", message: question, default: false, theme: promptTheme(cli.terminal) },
    ]),
  );
  return answer.yes;
}

/** inquirer's prompts in podlab's own colours, and in none where the terminal has none. */
function promptTheme({ style, ascii }: Terminal) {
  const { bold, dim, accent, bad } = style;
  return {
    prefix: { idle: accent("?"), done: accent(ascii ? "*" : "✓") },
    style: { answer: accent, message: bold, error: bad, defaultAnswer: dim, help: dim, highlight: accent, key: bold },
  };
}
