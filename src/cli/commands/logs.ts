import { ExitCode } from "../../core/errors.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { chosenLab } from "../labs.ts";
import { serviceContainer, serviceContainers } from "../service.ts";

export interface LogsOptions {
  readonly follow?: boolean;
  readonly tail: number;
}

/** Prints what services wrote; with `follow` goes on until the service or podlab ends. */
export async function run(cli: Cli, service: string | undefined, { follow, tail }: LogsOptions): Promise<ExitCode> {
  await using lazy = lazyEngine();
  const lab = await chosenLab(cli, undefined, lazy.get);
  const engine = await lazy.get();
  const targets = service ? [await serviceContainer(cli, lazy, lab, service)] : await serviceContainers(cli, lazy, lab);
  const show = (name: string, text: string) => {
    for (const line of text.split("\n").filter((one) => one !== ""))
      cli.emit({ event: "log", service: name, text: targets.length > 1 && !cli.json ? `${name}: ${line}` : line });
  };
  if (!follow) {
    for (const target of targets) show(target.service, await engine.logs(target.container, { tail }));
    return ExitCode.ok;
  }
  const { signal } = cli;
  await Promise.all(
    targets.map((target) =>
      engine.followLogs(target.container, { tail, signal, onText: (text) => show(target.service, text) }),
    ),
  );
  signal.throwIfAborted();
  return ExitCode.ok;
}
