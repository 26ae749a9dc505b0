import { mkdirSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { EnvironmentError } from "../core/errors.ts";
import { acquireLock, isAbandoned } from "../setup/lock.mjs";
import { stateFolder } from "./home.ts";
import { explainWriteError } from "./prepare.ts";
import { writeWhole } from "./write-file.ts";

export interface LockOptions {
  readonly home: string;
  readonly lab: string;
  /** What holds it, for the message to others: "podlab check https-sidecar". */
  readonly command: string;
  /** The holder stays until a person ends it, so others are turned away instead of left waiting. */
  readonly lasting?: boolean;
  /** Called once when this has to wait for another command. */
  readonly onWait: (holder: LockHolder) => void;
  readonly signal: AbortSignal;
}

export interface LockHolder {
  readonly pid: number;
  readonly command: string;
  readonly lasting: boolean;
}

/** A guided session has the lab. */
export class TurnedAwayError extends EnvironmentError {}

/**
 * One podlab at a time changes a lab's session of one learner. Waits for a command that ends by itself; where a guided
 * session holds the lab, throws a `TurnedAwayError` that names it. The lock of a process that died is taken over.
 */
export async function lockLab(options: LockOptions): Promise<AsyncDisposable> {
  const folder = lockFolder(options.home);
  const file = lockFile(options.home, options.lab);
  const about = join(folder, `${options.lab}.json`);
  makeFolder(folder);

  const refused = new AbortController();
  let told = false;
  const lock = await acquireLock(file, {
    // Judged at every refusal: while this waits, the lab may pass from a short command to a guided session.
    onWait: (pid) =>
      void holderOf(about, pid).then((holder) => {
        if (holder.lasting) refused.abort(turnedAway(options.lab, holder));
        else if (!told) options.onWait(holder);
        told = true;
      }),
    signal: AbortSignal.any([options.signal, refused.signal]),
  }).catch((error: unknown) => {
    // A timer that is aborted throws an AbortError of its own, which hides the reason.
    throw refused.signal.aborted ? refused.signal.reason : options.signal.aborted ? options.signal.reason : error;
  });
  await writeWhole(
    about,
    JSON.stringify({ pid: process.pid, command: options.command, lasting: options.lasting ?? false }),
  );
  return {
    async [Symbol.asyncDispose]() {
      await rm(about, { force: true });
      lock.release();
    },
  };
}

/** Whether a podlab was killed while it held the lab, and none has held it since. */
export function wasLeftBehind(home: string, lab: string): boolean {
  return isAbandoned(lockFile(home, lab));
}

function lockFile(home: string, lab: string): string {
  return join(lockFolder(home), `${lab}.lock`);
}

function lockFolder(home: string): string {
  return join(stateFolder(home), "locks");
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw explainWriteError(error, folder);
  }
}

/** Who holds it. Between taking the lock and saying who, or after a crash, only the process' number is known. */
async function holderOf(about: string, pid: number): Promise<LockHolder> {
  const unknown = { pid, command: "another podlab command", lasting: false };
  try {
    const said: unknown = JSON.parse(await readFile(about, "utf8"));
    if (typeof said !== "object" || said === null || !("pid" in said) || said.pid !== pid) return unknown;
    const command = "command" in said && typeof said.command === "string" ? said.command : unknown.command;
    return { pid, command, lasting: "lasting" in said && said.lasting === true };
  } catch {
    return unknown;
  }
}

function turnedAway(lab: string, { command, pid }: LockHolder): TurnedAwayError {
  return new TurnedAwayError(`\`${command}\` (process ${pid}) is working on ${lab} in another terminal`, {
    hint: "It judges every save by itself. To do something else, leave it first: q where it guides you, or Ctrl-C.",
  });
}
