import { dirname } from "node:path/posix";
import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";
import type { Connection } from "./connection.ts";
import type { Engine, FileEntry } from "./types.ts";

/** Files get into containers as an archive through the API, never by bind mount. */
export function fileMethods({ docker, call }: Connection): Pick<Engine, "putFiles"> {
  return {
    putFiles: (id, folder, files) =>
      call(async () => {
        await docker.getContainer(id).putArchive(await archive(files), { path: folder });
      }),
  };
}

/**
 * A tar archive of files and the folders above them, all owned by root. The same files give the same bytes: times are
 * the epoch's, so that the builder's cache is not missed for them.
 */
export async function archive(files: readonly FileEntry[]): Promise<Buffer> {
  const tar = pack();
  const common = { uid: 0, gid: 0, mtime: new Date(0) };
  for (const name of folders(files)) tar.entry({ ...common, name: `${name}/`, type: "directory", mode: 0o755 });
  for (const { path, content, mode } of files) {
    tar.entry({ ...common, name: path, mode: mode ?? 0o644 }, Buffer.from(content));
  }
  tar.finalize();
  return buffer(tar);
}

function folders(files: readonly FileEntry[]): string[] {
  const found = new Set<string>();
  for (const { path } of files) {
    for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) found.add(folder);
  }
  return [...found].sort();
}
