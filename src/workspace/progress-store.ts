import { copyFile, mkdir, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { messageOf, UserError } from "../core/errors.ts";
import { stateFolder } from "./home.ts";
import { explainWriteError } from "./prepare.ts";
import { NO_PROGRESS } from "./progress.ts";
import { type Progress, parseProgress } from "./progress-format.ts";
import { codeOf, writeWhole } from "./write-file.ts";

export interface ProgressStore {
  load(): Promise<Progress>;
  /** Reads it afresh, applies the change and writes the result, so that two labs at once lose little or nothing. */
  update(change: (progress: Progress) => Progress): Promise<Progress>;
}

/** Told to the learner when a file was damaged: what happened, and where the damaged one lies. */
export type Notice = (text: string, hint: string) => void;

/** Progress in one file of the learner's home. The copy before the last change is kept; a damaged file is set aside. */
export function openProgress(home: string, notice: Notice): ProgressStore {
  const file = join(stateFolder(home), "progress.json");
  const previous = join(stateFolder(home), "progress.previous.json");

  const load = async (): Promise<Progress> => {
    try {
      return (await read(file)) ?? NO_PROGRESS;
    } catch (error) {
      if (error instanceof UserError) throw error;
      return recover(file, previous, messageOf(error), notice);
    }
  };
  return {
    load,
    update: async (change) => {
      const before = await load();
      const after = change(before);
      if (after !== before) await save(file, previous, after);
      return after;
    },
  };
}

async function read(file: string): Promise<Progress | undefined> {
  try {
    return parseProgress(await readFile(file, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Sets the damaged file aside and goes on from the copy before it, or from nothing. */
async function recover(file: string, previous: string, damage: string, notice: Notice): Promise<Progress> {
  const aside = join(
    dirname(file),
    `progress.damaged-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}.json`,
  );
  await rename(file, aside).catch((error: unknown) => {
    throw explainWriteError(error, dirname(file));
  });
  const copy = await read(previous).catch(() => undefined);
  // Written back, or the next load would find no file and begin anew.
  if (copy) await write(file, copy);
  notice(
    `the record of your progress is damaged (${damage}); ${copy ? "the copy before it is used" : "it begins anew"}`,
    `The damaged file lies in ${aside}; your work itself is not touched.`,
  );
  return copy ?? NO_PROGRESS;
}

async function save(file: string, previous: string, progress: Progress): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await copyFile(file, previous).catch((error: unknown) => {
      if (codeOf(error) !== "ENOENT") throw error;
    });
  } catch (error) {
    throw explainWriteError(error, dirname(file));
  }
  await write(file, progress);
}

async function write(file: string, progress: Progress): Promise<void> {
  try {
    await writeWhole(file, `${JSON.stringify(progress, undefined, 2)}\n`);
  } catch (error) {
    throw explainWriteError(error, dirname(file));
  }
}
