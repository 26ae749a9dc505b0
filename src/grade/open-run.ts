import { randomBytes } from "node:crypto";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { EnvironmentError, messageOf, UserError } from "../core/errors.ts";
import { createSeed } from "../core/seed.ts";
import { acquireLock } from "../setup/lock.mjs";
import { Journal, type RunEntry } from "./journal.ts";
import { runOf, standing } from "./resume.ts";
import type { Grade, Submission } from "./types.ts";

export interface RunFolder {
  readonly folder: string;
  readonly resume: boolean;
  readonly seed: number | undefined;
  readonly podlab: string;
  /** Lab to `labDigest`. */
  readonly labs: Readonly<Record<string, string>>;
  readonly submissions: readonly Submission[];
}

export interface OpenRun {
  readonly run: RunEntry;
  readonly journal: Journal;
  readonly standing: ReadonlyMap<string, Grade>;
  /** Lets others use the folder. */
  readonly release: () => void;
}

/**
 * Begins a run in a folder that is new or empty, or goes on with the one that lies there.
 *
 * @throws UserError where that can't be done as asked
 */
export async function openRun(request: RunFolder): Promise<OpenRun> {
  const { folder, resume, seed, podlab, labs, submissions } = request;
  await prepare(folder, resume);
  const release = await takeFolder(folder);
  const { journal, entries } = await Journal.open(join(folder, "journal.jsonl"));
  try {
    if (!resume) {
      const value = createSeed(seed).value;
      const run: RunEntry = {
        entry: "run",
        format: 1,
        id: newRunId(),
        podlab,
        seed: value,
        startedAt: Date.now(),
        labs,
      };
      await journal.append(run);
      return { run, journal, standing: new Map(), release };
    }
    const run = runOf(entries, { podlab, labs });
    if (seed !== undefined && seed !== run.seed)
      throw new UserError(`the run was begun with --seed ${run.seed}`, { hint: "Leave --seed out to go on with it." });
    return { run, journal, standing: standing(entries, submissions), release };
  } catch (error) {
    await journal[Symbol.asyncDispose]();
    release();
    throw error;
  }
}

/** One run at a time writes to a folder; the lock of one that was killed is taken over. */
async function takeFolder(folder: string): Promise<() => void> {
  const refused = new AbortController();
  const busy = (pid: number) =>
    refused.abort(
      new EnvironmentError(`another podlab (process ${pid}) grades into ${folder}`, { hint: "Wait for it to end." }),
    );
  try {
    const lock = await acquireLock(join(folder, ".lock"), { onWait: busy, signal: refused.signal });
    return () => lock.release();
  } catch (error) {
    throw refused.signal.aborted ? refused.signal.reason : error;
  }
}

/** A short word that no other run has. */
export function newRunId(): string {
  return randomBytes(4).toString("hex");
}

async function prepare(folder: string, resume: boolean): Promise<void> {
  let there: string[];
  try {
    await mkdir(folder, { recursive: true });
    there = await readdir(folder);
  } catch (cause) {
    throw new EnvironmentError(`the folder ${folder} can't be used: ${messageOf(cause)}`, { cause });
  }
  if (!resume && there.length > 0)
    throw new UserError(`the folder ${folder} is not empty`, {
      hint: "Name a new one, or go on with the run that lies there: --resume.",
    });
}
