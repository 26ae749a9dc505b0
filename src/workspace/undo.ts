import { rm } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import { stateFolder, workspaceFolder } from "./home.ts";
import { type Kept, keptStarters, keptWork, makeKept, STARTERS, workNames } from "./kept.ts";
import { finishMoves, moveAll, removeIfEmpty } from "./moves.ts";
import { explainWriteError } from "./prepare.ts";

export interface Undone {
  /** The learner's folder. */
  readonly folder: string;
  /** What is back in it. */
  readonly back: Kept;
  /** Where the files lie that were there meanwhile; undefined when there were none. */
  readonly kept: string | undefined;
}

/**
 * Brings back the work that was put away last, or the one of that name. What was there meanwhile is put away in its
 * turn, so that an undo can be undone.
 *
 * @throws UserError where nothing was put away
 */
export async function undo(lab: string, home: string, now: Date, which?: string): Promise<Undone> {
  const folder = workspaceFolder(home, lab);
  try {
    await finishMoves(home, lab);
    const back = choose(lab, await keptWork(home, lab), which);
    const names = await workNames(home, lab);
    const kept = names.length > 0 ? await makeKept(home, lab, "undo", now) : undefined;
    const aside =
      kept === undefined
        ? []
        : [
            { from: STARTERS, to: keptStarters(kept), names: [lab] },
            { from: lab, to: kept, names },
          ];
    await moveAll(home, lab, [
      ...aside,
      { from: keptStarters(back.name), to: STARTERS, names: [lab] },
      { from: back.name, to: lab, names: back.names },
    ]);
    await removeIfEmpty(back.path);
    await rm(join(stateFolder(home), "kept", back.name), { recursive: true, force: true });
    return { folder, back, kept: kept === undefined ? undefined : join(home, kept) };
  } catch (error) {
    throw error instanceof UserError ? error : explainWriteError(error, folder);
  }
}

function choose(lab: string, all: readonly Kept[], which: string | undefined): Kept {
  const found = which === undefined ? all[0] : all.find(({ name }) => name === which || name === `${lab}.${which}`);
  if (found) return found;
  if (which !== undefined && all.length > 0)
    throw new UserError(`no work of ${lab} was put away under ${which}`, {
      hint: `\`podlab undo ${lab} --list\` shows what there is.`,
    });
  throw new UserError(`there is nothing to undo: no work of ${lab} was put away`, {
    hint: `\`podlab reset ${lab} --work\` puts work away.`,
  });
}
