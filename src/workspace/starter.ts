import { cp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Lab } from "../lab/types.ts";
import { stateFolder } from "./home.ts";
import { codeOf } from "./write-file.ts";

export interface StarterFile {
  readonly content: Uint8Array;
  /** Permissions. */
  readonly mode: number;
}

/** By path with forward slashes, sorted. */
export type StarterFiles = ReadonlyMap<string, StarterFile>;

/** The lab's starter as it is now. */
export function readStarter(lab: Pick<Lab, "folder">): Promise<StarterFiles> {
  return readFiles(join(lab.folder, "starter"));
}

/** The starter with which the learner began; undefined where podlab does not know it. */
export async function readOldStarter(home: string, lab: string): Promise<StarterFiles | undefined> {
  try {
    return await readFiles(oldStarter(home, lab));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Keeps the starter as it is now, in podlab's own folder: the learner's work goes on from it. */
export async function rememberStarter(lab: Pick<Lab, "id" | "folder">, home: string): Promise<void> {
  const [old, fresh] = await Promise.all([readOldStarter(home, lab.id), readStarter(lab)]);
  if (isDeepStrictEqual(old, fresh)) return;
  await copyStarter(lab, oldStarter(home, lab.id));
}

/** Puts a copy of the starter in a folder, whole or not at all. */
export async function copyStarter(lab: Pick<Lab, "folder">, folder: string): Promise<void> {
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await cp(join(lab.folder, "starter"), fresh, { recursive: true });
  // A podlab that is killed here has forgotten it; the files are the learner's own then.
  await rm(folder, { recursive: true, force: true });
  await rename(fresh, folder);
}

function oldStarter(home: string, lab: string): string {
  return join(stateFolder(home), "starters", lab);
}

async function readFiles(folder: string): Promise<StarterFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
  const files = paths.map(async (path) => {
    const [content, { mode }] = await Promise.all([readFile(join(folder, path)), stat(join(folder, path))]);
    return [path, { content, mode: mode & 0o777 }] as const;
  });
  return new Map(await Promise.all(files));
}
