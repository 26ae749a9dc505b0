import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Lab } from "./types.ts";

/** What learners never see decides no grade by itself: a mutant more is the same lab. */
const NOT_JUDGED = new Set(["solution", "solutions", "mutants"]);

/**
 * SHA-256 (hex) over what a lab's grades depend on: its text, topology, checks, starter, and its images' sources. Two
 * podlabs with the same digest judge the same.
 */
export async function labDigest(lab: Pick<Lab, "folder" | "dockerFolder">): Promise<string> {
  const hash = createHash("sha256");
  for (const [name, folder] of [
    ["lab", lab.folder],
    ["docker", lab.dockerFolder],
  ] as const) {
    for (const path of await filesBelow(folder)) {
      const shown = relative(folder, path).split(sep).join("/");
      if (name === "lab" && NOT_JUDGED.has(shown.split("/")[0] ?? "")) continue;
      const content = await readFile(path);
      hash.update(JSON.stringify([name, shown, content.length])).update(content);
    }
  }
  return hash.digest("hex");
}

/** Files of a folder in an order that no locale changes; none where it is missing. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
