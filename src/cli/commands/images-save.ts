import { resolve } from "node:path";
import { ExitCode, UserError } from "../../core/errors.ts";
import { NotFoundError } from "../../engine/errors.ts";
import { podlabImages } from "../../engine/images.ts";
import type { Engine } from "../../engine/types.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { seconds } from "../output/seconds.ts";

/** How often it is begun anew when another podlab takes an image away that is being saved. */
const ATTEMPTS = 3;

/** Writes all of podlab's images on the engine, and the one that they are built on, to one file. */
export async function run(cli: Cli, file: string): Promise<ExitCode> {
  const began = performance.now();
  await using lazy = lazyEngine();
  const count = await save(await lazy.get(), resolve(cli.cwd, file));
  const text = `${count} images are in ${file} (${seconds(performance.now() - began)})`;
  cli.emit({ event: "notice", level: "info", text, hint: `There: \`podlab images load ${file}\`` });
  return ExitCode.ok;
}

async function save(engine: Engine, file: string, attempts = ATTEMPTS): Promise<number> {
  const references = (await podlabImages(engine)).flatMap((image) => image.references);
  // The root alone is what `npm start` makes.
  if (references.length <= 1)
    throw new UserError("this engine holds no images of podlab's", { hint: "`podlab images build --all` makes them." });
  try {
    await engine.saveImages(references, file);
    return references.length;
  } catch (error) {
    if (!(error instanceof NotFoundError) || attempts === 1) throw error;
    return save(engine, file, attempts - 1);
  }
}
