import { realpath } from "node:fs/promises";
import { relative, sep } from "node:path";
import { UserError } from "../core/errors.ts";
import type { Engine } from "../engine/types.ts";
import { loadLabs, loadOne } from "../lab/load.ts";
import type { Lab } from "../lab/types.ts";
import { realPathOf } from "../workspace/home.ts";
import type { Cli } from "./cli.ts";

/** All labs, in the book's order. */
export function allLabs(cli: Cli): Promise<Lab[]> {
  return loadLabs({ root: cli.root, extra: cli.labFolders });
}

/** The lab with this id, or an error that says which one may be meant. */
export function labById(cli: Cli, id: string): Promise<Lab> {
  return loadOne({ root: cli.root, extra: cli.labFolders }, id);
}

/** The lab that a command is about; see `chosenId`. */
export async function chosenLab(cli: Cli, given: string | undefined, engine: () => Promise<Engine>): Promise<Lab> {
  return labById(cli, await chosenId(cli, given, engine));
}

/**
 * The id of the lab that a command is about: the one that was named, else the one in whose folder the learner stands,
 * else the only one that runs. `engine` gives the last answer, and is asked only then.
 */
export async function chosenId(cli: Cli, given: string | undefined, engine: () => Promise<Engine>): Promise<string> {
  const named = given ?? cli.lab ?? (await labOfFolder(cli));
  if (named !== undefined) return named;
  const { runningLabs } = await import("./running-labs.ts");
  const running = await runningLabs(cli, await engine());
  const [only] = running;
  if (only !== undefined && running.length === 1) return only;
  throw new UserError(running.length === 0 ? "which lab? none runs" : `which lab? These run: ${running.join(", ")}`, {
    hint: "Name it, or go into its folder. `podlab list` shows all labs.",
  });
}

/** The first part of the current folder's path inside the learner's home, without the date of a kept folder. */
async function labOfFolder(cli: Cli): Promise<string | undefined> {
  const [home, here] = [await realPathOf(cli.home), await realpath(cli.cwd)];
  const [first] = relative(home, here).split(sep);
  return first === undefined || first === "" || first.startsWith(".") ? undefined : first.replace(/\..*$/, "");
}
