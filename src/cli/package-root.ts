import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder with podlab's package.json, from a folder in it: the bundle and the sources lie at different depths. */
export function packageRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (readName(folder) === "podlab") return folder;
    if (dirname(folder) === folder) throw new Error(`no package.json of podlab above ${from}`);
  }
}

/** The version in podlab's package.json. */
export function packageVersion(root: string): string {
  return String(readPackage(root)["version"]);
}

function readName(folder: string): unknown {
  try {
    return readPackage(folder)["name"];
  } catch {
    return undefined;
  }
}

function readPackage(folder: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}
