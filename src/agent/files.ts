import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

const READ_LIMIT_BYTES = 16 * 1024 * 1024;

/** @throws Error when it is missing, no regular file, or larger than 16 MB. */
export async function readFile(path: string): Promise<{ base64: string }> {
  // Not blocking: opening a FIFO would wait for a writer.
  await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stats = await file.stat();
  if (!stats.isFile()) throw new Error(`${path} is not a regular file`);
  if (stats.size > READ_LIMIT_BYTES) throw new Error(`${path} is larger than ${READ_LIMIT_BYTES} bytes`);
  return { base64: await file.readFile("base64") };
}

/** Writes beside the target and renames over it, so that a reader sees the old file or the new one and nothing between. */
export async function writeFile(path: string, base64: string, mode: number): Promise<Record<string, never>> {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}`);
  try {
    await writeNew(draft, Buffer.from(base64, "base64"), mode);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return {};
}

async function writeNew(path: string, content: Buffer, mode: number): Promise<void> {
  await using file = await open(path, "wx", mode);
  await file.writeFile(content);
  // The mode given to open is cut by the umask.
  await file.chmod(mode);
}
