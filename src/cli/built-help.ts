import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The text of `podlab --help` as the build wrote it beside the bundle; undefined where podlab runs from its sources.
 * Loading the library that makes it takes as long as starting Node does, and most who ask only want to look.
 */
export function readBuiltHelp(): string | undefined {
  try {
    return readFileSync(join(import.meta.dirname, "help.txt"), "utf8");
  } catch {
    return undefined;
  }
}
