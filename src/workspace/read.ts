import { constants } from "node:fs";
import { type FileHandle, lstat, open } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import type { FileEntry } from "../engine/types.ts";
import type { Lab } from "../lab/types.ts";
import { workspaceFiles } from "./files.ts";
import { codeOf } from "./write-file.ts";

/** The largest file (bytes) that a lab takes from a learner. */
export const LARGEST_FILE = 1024 * 1024;

/**
 * The learner's files for a lab's services, as they are now. Line ends and a byte order mark stay as they are, and an
 * empty file is one. Throws one `UserError` that names the first file that can't be taken and says what to do.
 */
export async function readWorkspace(lab: Pick<Lab, "id" | "pods">, folder: string): Promise<FileEntry[]> {
  const found: FileEntry[] = [];
  for (const { path, optional } of workspaceFiles(lab)) {
    const content = await readOne(lab.id, folder, path, optional);
    if (content !== undefined) found.push({ path, content });
  }
  return found;
}

async function readOne(lab: string, folder: string, path: string, optional: boolean): Promise<Buffer | undefined> {
  try {
    await refuseLinks(folder, path);
    // Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
    const handle = await open(join(folder, path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      return await readChecked(handle, path);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (optional && codeOf(error) === "ENOENT") return undefined;
    throw error instanceof UserError ? error : explainReadError(error, lab, path);
  }
}

/** A link could lead anywhere on this machine, also one in the middle of the path. */
async function refuseLinks(folder: string, path: string): Promise<void> {
  const parts = path.split("/");
  for (const depth of parts.keys()) {
    const part = parts.slice(0, depth + 1).join("/");
    if ((await lstat(join(folder, part))).isSymbolicLink())
      throw new UserError(`${part} is a symbolic link`, {
        hint: `Put the file itself there: podlab follows no links.`,
      });
  }
}

async function readChecked(handle: FileHandle, path: string): Promise<Buffer> {
  const stats = await handle.stat();
  if (stats.isDirectory()) throw isFolder(path);
  if (!stats.isFile())
    throw new UserError(`${path} is not a regular file`, {
      hint: "Remove it and save an ordinary file under that name.",
    });
  if (stats.size > LARGEST_FILE) throw tooLarge(path, stats.size);
  // It may grow while it is read, so the size is no promise: one byte more than allowed tells.
  const buffer = Buffer.alloc(LARGEST_FILE + 1);
  const length = await readFully(handle, buffer);
  if (length > LARGEST_FILE) throw tooLarge(path, length);
  const content = buffer.subarray(0, length);
  if (content.includes(0))
    throw new UserError(`${path} is not a text file: it holds a NUL byte`, {
      hint: "Save it as plain text in UTF-8 (an editor may have written UTF-16).",
    });
  return Buffer.from(content);
}

async function readFully(handle: FileHandle, buffer: Buffer): Promise<number> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

function tooLarge(path: string, bytes: number): UserError {
  const megabytes = (bytes / 1024 / 1024).toFixed(1);
  return new UserError(`${path} is too large: ${megabytes} MB, at most 1 MB goes into a lab`, {
    hint: "Is it the file that you meant to save there?",
  });
}

/** What an error of the file system means for the learner. */
export function explainReadError(error: unknown, lab: string, path: string): UserError {
  const code = codeOf(error);
  if (code === "ENOENT" || code === "ENOTDIR")
    return new UserError(`${path} is missing`, {
      hint: `\`podlab start ${lab}\` puts the starter's file back and touches no other; \`podlab reset ${lab} --work\` begins anew.`,
      cause: error,
    });
  if (code === "EISDIR") return isFolder(path, error);
  if (code === "ELOOP")
    return new UserError(`${path} is a symbolic link`, { hint: "Put the file itself there.", cause: error });
  if (code === "EACCES" || code === "EPERM")
    return new UserError(`${path} can't be read: permission denied`, {
      hint: `Make it yours and readable: chmod u+r ${path}`,
      cause: error,
    });
  return new UserError(`${path} can't be read (${code || String(error)})`, {
    hint: "Is the disk all right? Save the file again.",
    cause: error,
  });
}

function isFolder(path: string, cause?: unknown): UserError {
  return new UserError(`${path} is a folder, a file belongs there`, {
    hint: "Rename it and save the file again.",
    cause,
  });
}
