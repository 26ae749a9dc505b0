import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createTwoFilesPatch } from "diff";
import type { Lab } from "../../../lab/types.ts";
import { workspaceFiles } from "../../../workspace/files.ts";
import { readStarter } from "../../../workspace/starter.ts";

/** What the learner has changed since the starter, as the lines of a unified diff; none where nothing differs. */
export async function starterDiff(lab: Lab, folder: string): Promise<string[]> {
  const starter = await readStarter(lab);
  const paths = new Set([...starter.keys(), ...workspaceFiles(lab).map(({ path }) => path)]);
  const diffs = await Promise.all(
    [...paths].sort().map(async (path) => {
      const before = Buffer.from(starter.get(path)?.content ?? "").toString("utf8");
      // A file that isn't there, or can't be read, is an empty one here: a run says what is wrong with it.
      return fileDiff(path, before, await readFile(join(folder, path), "utf8").catch(() => ""));
    }),
  );
  return diffs.flat();
}

function fileDiff(path: string, starter: string, yours: string): string[] {
  if (starter === yours) return [];
  const patch = createTwoFilesPatch(`starter/${path}`, `yours/${path}`, starter, yours);
  // The first line only underlines what the next two say.
  return patch.trimEnd().split("\n").slice(1);
}
