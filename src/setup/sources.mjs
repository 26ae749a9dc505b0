import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** What the bundle is made from; tests and labs are not in it. */
const SOURCES = ["src", "package.json", "package-lock.json", "tsconfig.json"];

/**
 * One hash for everything that the build depends on: names and contents.
 * @param {string} root
 */
export function sourcesHash(root) {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap((entry) => filesBelow(join(root, entry)))) {
    const content = readFileSync(file);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {string[]} sorted, so that the order of the file system does not matter
 */
function filesBelow(path) {
  /** @type {import("node:fs").Dirent[]} */
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
}
