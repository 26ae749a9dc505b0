import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { EnvironmentError, UserError } from "../core/errors.ts";
import { acquireLock } from "../setup/lock.mjs";
import { freeName, stamp } from "./free-name.ts";
import { stateFolder } from "./home.ts";
import { explainWriteError } from "./prepare.ts";
import { NO_PROGRESS } from "./progress.ts";
import { type Progress, parseProgress } from "./progress-format.ts";
import { type Damage, recover, type Sources, serialized } from "./progress-recovery.ts";
import { codeOf, writeDurably } from "./write-file.ts";

export interface ProgressStore {
  /** @throws UserError for a later podlab's record, which is left alone; EnvironmentError where it can't be read */
  load(): Promise<Progress>;
  /**
   * Reads it afresh, applies the change and writes the result, one podlab after the other. `change` may be called twice.
   *
   * @throws as `load` does; EnvironmentError where it can't be written
   */
  update(change: (progress: Progress) => Progress): Promise<Progress>;
  /** Copies the record as it is beside, under a name with the date. Returns where; undefined where there is none. */
  keepCopy(now: Date): Promise<string | undefined>;
}

/** Told to the learner when a file was damaged: what happened, and where the damaged one lies. */
export type Notice = (text: string, hint: string) => void;

/** ms that another podlab may take for its own change of the record, which takes a few. */
const LONGEST_CHANGE_MS = 10_000;

/** Progress in one file of the learner's home. The copy before the last change is kept; a damaged file is set aside. */
export function openProgress(home: string, notice: Notice): ProgressStore {
  const folder = stateFolder(home);
  const file = join(folder, "progress.json");
  const previous = join(folder, "progress.previous.json");

  /** What the files hold, where that is no record to go on with: damage, or a copy without its file. */
  const look = async (): Promise<Progress | Sources> => {
    const current = await readProgress(file);
    if (current.state === "good") return current.progress;
    const before = await readProgress(previous);
    if (current.state === "missing" && before.state === "missing") return NO_PROGRESS;
    return { folder, file, current, previous, before };
  };
  const loadLocked = async (): Promise<Progress> => {
    const found = await look();
    return "version" in found ? found : recover(found, notice);
  };
  const load = async (): Promise<Progress> => {
    const found = await look();
    // Under the lock it is looked at again: another podlab may have recovered it meanwhile.
    return "version" in found ? found : locked(folder, loadLocked);
  };
  return {
    load,
    update: async (change) => {
      const seen = await load();
      if (change(seen) === seen) return seen;
      return locked(folder, async () => {
        const before = await loadLocked();
        const after = change(before);
        if (after !== before) await save({ folder, file, previous }, after);
        return after;
      });
    },
    keepCopy: async (now) => {
      const progress = await load();
      if (progress === NO_PROGRESS) return undefined;
      const copy = await freeName(join(folder, `progress.before-${stamp(now)}`), ".json");
      await writeDurably(copy, serialized(progress)).catch((error: unknown) => {
        throw explainWriteError(error, folder);
      });
      return copy;
    },
  };
}

async function readProgress(
  file: string,
): Promise<{ state: "good"; progress: Progress } | { state: "missing" } | Damage> {
  try {
    return { state: "good", progress: parseProgress(await readFile(file, "utf8")) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = codeOf(error);
    if (code === "ENOENT") return { state: "missing" };
    if (code !== "")
      throw new EnvironmentError(`the record of your progress can't be read (${code}): ${file}`, {
        hint: "Make it a file that is yours and readable, or set PODLAB_HOME to another folder.",
        cause: error,
      });
    return { state: "damaged", what: error instanceof Error ? error.message : String(error) };
  }
}

/** What is copied has just been read and is good, so of the two files at least one is so at every moment. */
async function save(
  { folder, file, previous }: Pick<Sources, "folder" | "file" | "previous">,
  progress: Progress,
): Promise<void> {
  try {
    const before = await readFile(file).catch((error: unknown) => {
      if (codeOf(error) !== "ENOENT") throw error;
    });
    if (before) await writeDurably(previous, before);
    await writeDurably(file, serialized(progress));
  } catch (error) {
    throw explainWriteError(error, folder);
  }
}

async function locked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(LONGEST_CHANGE_MS);
  const lock = await takeLock(folder, signal).catch((error: unknown) => {
    if (!signal.aborted) throw explainWriteError(error, folder);
    throw new EnvironmentError("another podlab holds the record of your progress and does not let go of it", {
      hint: "End it, and try again.",
      cause: error,
    });
  });
  try {
    return await work();
  } finally {
    lock.release();
  }
}

async function takeLock(folder: string, signal: AbortSignal) {
  await mkdir(folder, { recursive: true });
  return acquireLock(join(folder, "progress.lock"), { onWait: () => {}, signal });
}
