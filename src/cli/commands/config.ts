import { ExitCode, UserError } from "../../core/errors.ts";
import { nearest } from "../../core/nearest.ts";
import { CONFIG_KEYS, type Config, readConfig, writeConfig } from "../../workspace/config.ts";
import type { Cli } from "../cli.ts";

/** Shows who you are, or sets it. */
export async function run(cli: Cli, name: string | undefined, value: string | undefined): Promise<ExitCode> {
  if (name === undefined) {
    tell(cli, await readConfig(cli.home));
    return ExitCode.ok;
  }
  const key = CONFIG_KEYS.find((known) => known === name);
  if (key === undefined) {
    const near = nearest(name, CONFIG_KEYS);
    const hint = near === undefined ? `There are: ${CONFIG_KEYS.join(", ")}.` : `Did you mean ${near}?`;
    throw new UserError(`there is no setting ${name}`, { hint });
  }
  tell(cli, value === undefined ? await readConfig(cli.home) : await writeConfig(cli.home, key, value));
  return ExitCode.ok;
}

function tell(cli: Cli, { id, name }: Config): void {
  cli.emit({ event: "config", ...(id !== undefined && { id }), ...(name !== undefined && { name }) });
}
