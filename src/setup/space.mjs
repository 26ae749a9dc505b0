import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { SetupFailure } from "./failure.mjs";

/**
 * Throws when the file system of a folder has less free space than is needed.
 * @param {string} folder need not exist yet
 * @param {number} neededBytes
 * @param {string} purpose "the dependencies"
 */
export function requireSpace(folder, neededBytes, purpose) {
  const free = freeBytes(folder);
  if (free >= neededBytes) return;
  throw new SetupFailure(
    `not enough space for ${purpose}: ${folder} has ${inGigabytes(free)} free, ${inGigabytes(neededBytes)} are needed`,
    { hint: "free some space and run the command again" },
  );
}

/**
 * What an ordinary user may still write where the folder is, or will be.
 * @param {string} folder
 */
export function freeBytes(folder) {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = statfsSync(existing);
  return bavail * bsize;
}

/** @param {number} bytes */
export function inGigabytes(bytes) {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
