import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** All files below a folder by their path with "/"; empty when the folder is missing. */
export async function readTree(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return [relative(folder, path).split(sep).join("/"), await readFile(path)] as const;
      }),
  );
  return new Map(files.sort(([a], [b]) => a.localeCompare(b)));
}

/** The names of the folders in a folder, in order; empty when it is missing. */
export async function subfolders(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
