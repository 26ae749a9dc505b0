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

/** Asks before something is taken away. Without a terminal there is nobody to ask, so it must have been said beforehand. */
export async function agreed(cli: Cli, question: string): Promise<boolean> {
  if (!cli.terminal.interactive || cli.json)
    throw new UserError(`this needs your agreement: ${question}`, { hint: "Add --yes.", exitCode: ExitCode.usage });
  const { default: inquirer } = await import("inquirer");
  const answer = await asked(
    cli,
    inquirer.prompt([{ type: "confirm", name: "yes", message: question, default: false }]),
  );
  return answer.yes;
}
