import { join } from "node:path";
import type { Lab } from "../lab/types.ts";
import { workspaceFolder } from "./home.ts";
import { keptStarters, makeKept, STARTERS, workNames } from "./kept.ts";
import { finishMoves, moveAll } from "./moves.ts";
import { explainWriteError, type Prepared, prepareWorkspace } from "./prepare.ts";

export interface StartedOver extends Prepared {
  /** Where the learner's files lie now; undefined when there were none. */
  readonly kept: string | undefined;
}

/**
 * Moves all that is in the learner's folder into one beside it, named with the date, and puts the starter in its place;
 * `undo` brings it back. The folder itself stays, or the shell and the editor that are open in it would go on with the
 * kept copy.
 */
export async function startOver(lab: Pick<Lab, "id" | "folder">, home: string, now: Date): Promise<StartedOver> {
  const kept = await moveAway(lab.id, home, now);
  return { ...(await prepareWorkspace(lab, home, now)), kept };
}

async function moveAway(lab: string, home: string, now: Date): Promise<string | undefined> {
  try {
    await finishMoves(home, lab);
    const names = await workNames(home, lab);
    if (names.length === 0) return undefined;
    const kept = await makeKept(home, lab, "reset", now);
    await moveAll(home, lab, [
      { from: STARTERS, to: keptStarters(kept), names: [lab] },
      { from: lab, to: kept, names },
    ]);
    return join(home, kept);
  } catch (error) {
    throw explainWriteError(error, workspaceFolder(home, lab));
  }
}
