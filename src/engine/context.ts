import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import type { FileEntry } from "./types.ts";

/** A build context: its files in the order of their paths. */
export type BuildContext = readonly FileEntry[];

/**
 * All files of a folder as part of a build context.
 * @param under the folder in the context that they come to lie in; its root unless told
 * @throws UserError when the folder is missing or holds something that is neither file nor folder
 */
export async function readContext(folder: string, under = ""): Promise<BuildContext> {
  try {
    return inOrder(await readFolder(folder, under));
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw new UserError(`the image's files in ${folder} can't be read`, { cause });
  }
}

/** Reads one file into a build context, under the given path. */
export async function readContextFile(file: string, path: string): Promise<FileEntry> {
  const [content, { mode }] = await Promise.all([readFile(file), stat(file)]);
  return { path, content, mode: plainMode(mode) };
}

export function joinContexts(...contexts: readonly BuildContext[]): BuildContext {
  return inOrder(contexts.flat());
}

/** The text of a context's Dockerfile; empty when it has none. */
export function dockerfileOf(context: BuildContext): string {
  const file = context.find(({ path }) => path === "Dockerfile");
  return file === undefined ? "" : Buffer.from(file.content).toString();
}

/** SHA-256 (hex) over the names, modes and contents of all files. */
export function hashContext(context: BuildContext): string {
  const hash = createHash("sha256");
  for (const { path, mode, content } of context) {
    hash.update(JSON.stringify([path, mode, content.byteLength])).update(content);
  }
  return hash.digest("hex");
}

async function readFolder(folder: string, under: string): Promise<FileEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const read = entries.map(async (entry) => {
    const file = join(folder, entry.name);
    const path = under === "" ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) return readFolder(file, path);
    if (entry.isFile()) return [await readContextFile(file, path)];
    throw new UserError(`${file} is neither a file nor a folder`, { hint: "put a copy in its place" });
  });
  return (await Promise.all(read)).flat();
}

function inOrder(context: BuildContext): BuildContext {
  return context.toSorted((one, other) => (one.path < other.path ? -1 : 1));
}

/** What a checkout keeps of a mode: whether the file can be executed. The rest depends on the machine's umask. */
function plainMode(mode: number): number {
  return (mode & 0o100) === 0 ? 0o644 : 0o755;
}
