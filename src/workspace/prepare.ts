import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { EnvironmentError, UserError } from "../core/errors.ts";
import type { Lab } from "../lab/types.ts";
import { type Followed, followStarter } from "./follow-starter.ts";
import { workspaceFolder } from "./home.ts";
import { finishMoves } from "./moves.ts";
import { readStarter, rememberStarter } from "./starter.ts";
import { codeOf, sweep, writeNew } from "./write-file.ts";

export interface Prepared {
  readonly folder: string;
  /** The starter's files that were not there (paths in the folder). */
  readonly created: string[];
  /** What became of the learner's files where the lab has another starter than when the learner began. */
  readonly followed: Followed;
}

/**
 * Makes the learner's folder and copies the starter into it, file by file. What lies there already is touched only where
 * the lab's starter has changed since, as `followStarter` says.
 */
export async function prepareWorkspace(
  lab: Pick<Lab, "id" | "folder">,
  home: string,
  now: Date = new Date(),
): Promise<Prepared> {
  const folder = workspaceFolder(home, lab.id);
  try {
    await mkdir(folder, { recursive: true });
    await sweep(folder);
    await finishMoves(home, lab.id);
    const followed = await followStarter(lab, home, now);
    const created: string[] = [];
    for (const [path, { content, mode }] of await readStarter(lab))
      if (await writeNew(join(folder, path), content, mode)) created.push(path);
    await rememberStarter(lab, home);
    return { folder, created, followed };
  } catch (error) {
    throw explainWriteError(error, folder);
  }
}

/** What an error of the file system means where podlab wanted to write. */
export function explainWriteError(error: unknown, folder: string): Error {
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT")
    return new EnvironmentError(`there is no space left for ${folder}`, {
      hint: "Free some space and try again.",
      cause: error,
    });
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new EnvironmentError(`${folder} can't be written`, {
      hint: "Set PODLAB_HOME to a folder of yours, or make this one writable.",
      cause: error,
    });
  if (code === "EEXIST" || code === "ENOTDIR")
    return new UserError(`${folder} can't be made: something that is no folder is in its way`, {
      hint: "Move it away, or set PODLAB_HOME to another folder.",
      cause: error,
    });
  return error instanceof Error ? error : new Error(String(error));
}
