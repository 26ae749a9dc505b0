import { cp, lstat, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Lab } from "../lab/types.ts";
import { stateFolder, workspaceFolder } from "./home.ts";
import { keptStarters, makeKept, workNames } from "./kept.ts";
import { moveAll } from "./moves.ts";
import { copyStarter } from "./starter.ts";

/** What a file of the learner's shall hold; undefined takes it away. */
export interface Replacement {
  /** Path in the learner's folder, with forward slashes. */
  readonly file: string;
  readonly content: Uint8Array | undefined;
  readonly mode: number;
}

/**
 * Replaces files of the learner's, all or none: the new ones are made in podlab's own folder, then change places with the
 * old ones. The work as it was is put away whole. Returns where.
 */
export async function replaceFiles(
  lab: Pick<Lab, "id" | "folder">,
  home: string,
  replacements: readonly Replacement[],
  now: Date,
): Promise<string> {
  const staged = join(stateFolder(home), "staged", lab.id);
  await rm(staged, { recursive: true, force: true });
  const work = workspaceFolder(home, lab.id);
  const names = await workNames(home, lab.id);
  // Only what holds a changed file is touched; of the rest a copy goes with the old files.
  const touched = new Set(replacements.map(({ file }) => file.split("/")[0] ?? file));
  const [others, changing] = [names.filter((name) => !touched.has(name)), names.filter((name) => touched.has(name))];
  for (const name of changing) await copy(join(work, name), join(staged, "new", name));
  for (const name of others) await copy(join(work, name), join(staged, "old", name));
  for (const replacement of replacements) await write(join(staged, "new"), replacement);

  const kept = await makeKept(home, lab.id, "starter", now);
  // Whoever takes the change back has seen it: it is not brought again at the next start.
  await copyStarter(lab, join(home, keptStarters(kept), lab.id));
  await moveAll(home, lab.id, [
    { from: `.podlab/staged/${lab.id}/old`, to: kept, names: others },
    { from: lab.id, to: kept, names: changing },
    { from: `.podlab/staged/${lab.id}/new`, to: lab.id, names: [...touched] },
  ]);
  await rm(staged, { recursive: true, force: true });
  return join(home, kept);
}

async function write(folder: string, { file, content, mode }: Replacement): Promise<void> {
  const path = join(folder, file);
  await rm(path, { recursive: true, force: true });
  if (content === undefined) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content, { mode, flush: true });
}

/** Links stay links; pipes and sockets are nobody's work. */
async function copy(from: string, to: string): Promise<void> {
  await cp(from, to, {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
    filter: async (path) => {
      const stats = await lstat(path);
      return stats.isFile() || stats.isDirectory() || stats.isSymbolicLink();
    },
  });
}
