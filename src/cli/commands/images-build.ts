import { ExitCode, UserError } from "../../core/errors.ts";
import { ensureImages } from "../../engine/images.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { allLabs, labById } from "../labs.ts";

/** Builds the images that are missing: a lab's, or all labs'. */
export async function run(cli: Cli, id: string | undefined, options: { all?: boolean }): Promise<ExitCode> {
  if (id !== undefined && options.all) throw new UserError("a lab and --all exclude each other");
  const labs = id === undefined ? await allLabs(cli) : [await labById(cli, id)];
  await using lazy = lazyEngine();
  const engine = await lazy.get();
  for (const { id: lab, dockerFolder, pods } of labs) {
    const sources = Object.values(pods).flatMap((pod) => Object.values(pod).map(({ image }) => image));
    const wanted = { lab, dockerFolder, sources, root: cli.root };
    const images = await ensureImages(engine, wanted, cli.emit, cli.signal);
    cli.emit({ event: "notice", level: "info", text: `${lab}: ${images.services.size + 3} images are there` });
  }
  return ExitCode.ok;
}
