import { realpath } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";

/** The folder with one learner's work: PODLAB_HOME, or ~/podlab. */
export function learnerHome(env: Readonly<Record<string, string | undefined>>): string {
  const given = env["PODLAB_HOME"];
  return given ? resolve(given) : join(homedir(), "podlab");
}

/** The learner's folder for a lab. */
export function workspaceFolder(home: string, labId: string): string {
  return join(home, labId);
}

/** Where podlab keeps what it needs to remember about the learner's work. */
export function stateFolder(home: string): string {
  return join(home, ".podlab");
}

/** The real path of what may not be there yet: that of the deepest folder which is, and the rest. */
export async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const parent = dirname(path);
    if (parent === path) throw error;
    return join(await realPathOf(parent), basename(path));
  }
}
