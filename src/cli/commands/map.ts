import { ExitCode } from "../../core/errors.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { tellMap } from "../lab-text.ts";
import { chosenLab } from "../labs.ts";

export interface MapOptions {
  readonly watch?: boolean;
}

/** Draws the lab's topology; with `watch` shows the traffic in it until it is told to end. */
export async function run(cli: Cli, id: string | undefined, { watch }: MapOptions): Promise<ExitCode> {
  await using engine = lazyEngine();
  const lab = await chosenLab(cli, id, engine.get);
  if (watch) {
    const { tellTraffic } = await import("../traffic.ts");
    await tellTraffic(cli, engine, lab);
  } else await tellMap(cli, lab);
  return ExitCode.ok;
}
