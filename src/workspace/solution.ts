import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { createTwoFilesPatch } from "diff";
import type { Lab } from "../lab/types.ts";
import { explainReadError } from "./read.ts";
import { codeOf } from "./write-file.ts";

/** What turns the learner's files into the lab's solution, as a unified diff; "" where nothing differs. */
export async function solutionDiff(lab: Pick<Lab, "id" | "folder">, folder: string): Promise<string> {
  const solution = join(lab.folder, "solution");
  const diffs: string[] = [];
  for (const path of await filesOf(solution)) {
    const [yours, theirs] = await Promise.all([yoursOf(lab.id, folder, path), readFile(join(solution, path), "utf8")]);
    if (yours !== theirs) diffs.push(createTwoFilesPatch(`yours/${path}`, `solution/${path}`, yours, theirs));
  }
  return diffs.join("\n");
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

/** A file that isn't there is an empty one: all of the solution's is new then. */
async function yoursOf(lab: string, folder: string, path: string): Promise<string> {
  try {
    return await readFile(join(folder, path), "utf8");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "";
    throw explainReadError(error, lab, path);
  }
}
