import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { EnvironmentError, UserError } from "../core/errors.ts";
import type { Lab } from "../lab/types.ts";
import { workspaceFolder } from "./home.ts";
import { codeOf, writeNew } from "./write-file.ts";

export interface Prepared {
  readonly folder: string;
  /** The starter's files that were not there (paths in the folder). */
  readonly created: string[];
}

/** Makes the learner's folder and copies the starter into it, file by file; what lies there already is never touched. */
export async function prepareWorkspace(lab: Pick<Lab, "id" | "folder">, home: string): Promise<Prepared> {
  const folder = workspaceFolder(home, lab.id);
  try {
    await mkdir(folder, { recursive: true });
    const created: string[] = [];
    for (const path of await starterFiles(lab)) {
      const source = join(lab.folder, "starter", path);
      const { mode } = await stat(source);
      if (await writeNew(join(folder, path), await readFile(source), mode & 0o777)) created.push(path);
    }
    return { folder, created };
  } catch (error) {
    throw explainWriteError(error, folder);
  }
}

/** The starter's files, as paths with forward slashes, sorted. */
export async function starterFiles(lab: Pick<Lab, "folder">): Promise<string[]> {
  const starter = join(lab.folder, "starter");
  const entries = await readdir(starter, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(starter, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
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
