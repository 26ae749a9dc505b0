import { resolve } from "node:path";
import { ExitCode, UserError } from "../../core/errors.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { seconds } from "../output/verdicts.ts";

/** Writes all of podlab's images on the engine to one file. */
export async function run(cli: Cli, file: string): Promise<ExitCode> {
  const began = performance.now();
  await using lazy = lazyEngine();
  const engine = await lazy.get();
  const references = (await engine.images({ "podlab.image": "" })).flatMap((image) => image.references);
  if (references.length === 0)
    throw new UserError("this engine holds no images of podlab's", { hint: "`podlab images build --all` makes them." });
  await engine.saveImages(references, resolve(cli.cwd, file));
  const text = `${references.length} images are in ${file} (${seconds(performance.now() - began)})`;
  cli.emit({ event: "notice", level: "info", text, hint: `There: \`podlab images load ${file}\`` });
  return ExitCode.ok;
}
