import { mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Lab } from "../lab/types.ts";
import { workspaceFolder } from "./home.ts";
import { explainWriteError, type Prepared, prepareWorkspace } from "./prepare.ts";
import { codeOf } from "./write-file.ts";

export interface StartedOver extends Prepared {
  /** Where the learner's files lie now; undefined when there were none. */
  readonly kept: string | undefined;
}

/** Moves all that is in the learner's folder into one beside it, named with the date, and puts the starter in its place. */
export async function startOver(lab: Pick<Lab, "id" | "folder">, home: string, now: Date): Promise<StartedOver> {
  const folder = workspaceFolder(home, lab.id);
  const kept = `${folder}.${now.toISOString().slice(0, 19).replaceAll(":", "-")}`;
  const moved = await moveAway(folder, kept);
  return { ...(await prepareWorkspace(lab, home)), kept: moved ? kept : undefined };
}

/** The folder itself stays, or the shell and the editor that are open in it would go on with the kept copy. */
async function moveAway(folder: string, kept: string): Promise<boolean> {
  try {
    const names = await readdir(folder);
    if (names.length === 0) return false;
    await mkdir(kept);
    for (const name of names) await rename(join(folder, name), join(kept, name));
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw explainWriteError(error, folder);
  }
}
