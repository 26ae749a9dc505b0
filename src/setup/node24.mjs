import { existsSync } from "node:fs";
import { join } from "node:path";

const NEEDED_MAJOR = 24;

/**
 * The Node that runs podlab: the one that comes as a dependency, else this one when it is new enough.
 * @param {string} root the project
 * @param {{ execPath: string, version: string }} [current] the running Node
 * @returns {string | undefined} its path
 */
export function locateNode24(root, current = process) {
  const packaged = packagedNode(root);
  if (packaged) return packaged;
  return majorOf(current.version) >= NEEDED_MAJOR ? current.execPath : undefined;
}

/**
 * The Linux binary among the dependencies, which the root image is made with.
 * @param {string} root the project
 */
export function packagedNode(root) {
  const file = join(root, `node_modules/node-linux-${process.arch}/bin/node`);
  return process.platform === "linux" && existsSync(file) ? file : undefined;
}

/** @param {string} version "v24.1.0" */
export function majorOf(version) {
  return Number(version.replace(/^v/, "").split(".")[0]);
}
