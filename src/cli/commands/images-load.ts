import { resolve } from "node:path";
import { ExitCode } from "../../core/errors.ts";
import { podlabImages } from "../../engine/images.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { seconds } from "../output/seconds.ts";

/** Reads images that `podlab images save` wrote into the engine. */
export async function run(cli: Cli, file: string): Promise<ExitCode> {
  const began = performance.now();
  await using lazy = lazyEngine();
  const engine = await lazy.get();
  await engine.loadImages(resolve(cli.cwd, file));
  const { length } = await podlabImages(engine);
  const text = `the engine holds ${length} images of podlab's now (${seconds(performance.now() - began)})`;
  cli.emit({ event: "notice", level: "info", text });
  return ExitCode.ok;
}
