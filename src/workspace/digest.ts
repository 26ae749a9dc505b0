import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { LARGEST_FILE } from "./read.ts";
import { codeOf } from "./write-file.ts";

/** What each file holds, by path: a hash of the content, or a word for what can't be hashed. */
export type Digests = ReadonlyMap<string, string>;

/** Reads the files once. What is missing, no file or too large has a digest too, so that a change of it is one. */
export async function digestFiles(folder: string, paths: readonly string[]): Promise<Digests> {
  return new Map(await Promise.all(paths.map(async (path) => [path, await digest(join(folder, path))] as const)));
}

/** The paths whose content differs. */
export function changedPaths(before: Digests, after: Digests): string[] {
  return [...after].filter(([path, digest]) => before.get(path) !== digest).map(([path]) => path);
}

async function digest(path: string): Promise<string> {
  try {
    await using handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (!stats.isFile()) return "no file";
    if (stats.size > LARGEST_FILE) return `large ${stats.size} ${stats.mtimeMs}`;
    return createHash("sha256")
      .update(await handle.readFile())
      .digest("hex");
  } catch (error) {
    return codeOf(error) || "unreadable";
  }
}
