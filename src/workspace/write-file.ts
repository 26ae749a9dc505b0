import { randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Writes a whole file by rename: whoever reads it sees the old content or the new one, also after a crash. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  await withTemporary(path, content, (temporary) => rename(temporary, path));
}

/** The same, and on the disk when it resolves: not even a power cut brings the old content back. */
export async function writeDurably(path: string, content: string | Uint8Array): Promise<void> {
  await writeWhole(path, content);
  await syncFolder(dirname(path));
}

/** Writes a whole file where nothing lies yet. Says false, and touches nothing, where something does. */
export async function writeNew(path: string, content: Uint8Array, mode = 0o644): Promise<boolean> {
  try {
    await withTemporary(path, content, (temporary) => link(temporary, path), mode);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    if (!NO_LINKS.has(codeOf(error))) throw error;
    return writeExclusively(path, content, mode);
  }
}

/** Removes from a folder what podlabs left there that were killed while they wrote. */
export async function sweep(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => LEFT_BEHIND.test(name));
  for (const name of left) await rm(join(folder, name), { force: true });
}

/** Names of podlab's own files that are gone a moment later. */
const LEFT_BEHIND = /^\.podlab-[0-9a-f-]{36}\.(tmp|probe)$/;

/** The code of a file system's error ("ENOENT"), or "" where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** What file systems without hard links answer (exFAT, some network shares). */
const NO_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/** What systems answer on which a folder can't be opened or synced; there the rename itself must do. */
const NO_FOLDER_SYNC = new Set(["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP"]);

async function syncFolder(folder: string): Promise<void> {
  try {
    await using handle = await open(folder);
    await handle.sync();
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(codeOf(error))) throw error;
  }
}

async function withTemporary(
  path: string,
  content: string | Uint8Array,
  place: (temporary: string) => Promise<void>,
  mode = 0o644,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // The same folder, so that it is the same file system; hidden, so that an editor's file list stays quiet.
  const temporary = `${dirname(path)}/.podlab-${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, content, { flag: "wx", mode, flush: true });
    await place(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeExclusively(path: string, content: Uint8Array, mode: number): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: "wx", mode });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}
