import { rename } from "node:fs/promises";
import type { Lab } from "../lab/types.ts";
import { workspaceFolder } from "./home.ts";
import { explainWriteError, type Prepared, prepareWorkspace } from "./prepare.ts";
import { codeOf } from "./write-file.ts";

export interface StartedOver extends Prepared {
  /** Where the learner's files lie now; undefined when there were none. */
  readonly kept: string | undefined;
}

/** Moves the learner's whole folder beside itself, under a name with the date, and puts the starter in its place. */
export async function startOver(lab: Pick<Lab, "id" | "folder">, home: string, now: Date): Promise<StartedOver> {
  const folder = workspaceFolder(home, lab.id);
  const kept = `${folder}.${now.toISOString().slice(0, 19).replaceAll(":", "-")}`;
  const moved = await moveAway(folder, kept);
  return { ...(await prepareWorkspace(lab, home)), kept: moved ? kept : undefined };
}

async function moveAway(folder: string, kept: string): Promise<boolean> {
  try {
    await rename(folder, kept);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw explainWriteError(error, folder);
  }
}
