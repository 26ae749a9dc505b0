import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

const POLL_MS = 100;

/**
 * Waits until no other set-up of this user runs, then holds the lock until `release`. A lock whose process is gone is taken
 * over: the file names the process and its start time, since process numbers are used again.
 * @param {string} file
 * @param {{ onWait: (pid: number) => void, signal?: AbortSignal }} options `onWait` is called at every refusal, so several times a second
 * @returns {Promise<{ release(): void }>}
 */
export async function acquireLock(file, { onWait, signal }) {
  // A name for each call: two may wait in one process.
  const mine = `${file}.${process.pid}.${randomUUID()}`;
  writeFileSync(mine, `${process.pid} ${startTime(process.pid)}\n`);
  try {
    while (!tryLink(mine, file)) {
      signal?.throwIfAborted();
      const holder = readHolder(file);
      if (holder && !isAlive(holder)) {
        takeAway(file, holder, mine);
        continue;
      }
      if (holder) onWait(holder.pid);
      await wait(POLL_MS, undefined, { signal });
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return { release: () => rmSync(file, { force: true }) };
}

/**
 * Whether the lock's process died while it held it: then its work may be half done.
 * @param {string} file
 */
export function isAbandoned(file) {
  const holder = readHolder(file);
  return holder !== undefined && !isAlive(holder);
}

/** Where this user's lock is: fixed, so that every shell of the user agrees on it whatever its TMPDIR. */
export function lockFile() {
  return `/tmp/podlab-setup-${process.getuid?.() ?? 0}.lock`;
}

/**
 * link(2) makes the name appear with its contents complete, or fails because it is there.
 * @param {string} mine
 * @param {string} file
 */
function tryLink(mine, file) {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if (isNodeError(error, "EEXIST")) return false;
    throw error;
  }
}

/**
 * @typedef {{ pid: number, started: string }} Holder
 * @param {string} file
 * @returns {Holder | undefined} undefined when the lock has just been released
 */
function readHolder(file) {
  try {
    const [pid = "0", started = ""] = readFileSync(file, "utf8").trim().split(" ");
    return { pid: Number(pid), started };
  } catch (error) {
    if (isNodeError(error, "ENOENT")) return undefined;
    throw error;
  }
}

/** @param {Holder} holder */
function isAlive({ pid, started }) {
  return pid > 0 && startTime(pid) === started && started !== "";
}

/**
 * Removes a dead process' lock. Of several that see it dead only one may remove it, or the second would remove the new
 * lock of the first: so the removal has a lock of its own, and looks again under it.
 * @param {string} file
 * @param {Holder} dead
 * @param {string} mine
 */
function takeAway(file, dead, mine) {
  const guard = `${file}.takeover`;
  if (!tryLink(mine, guard)) {
    const remover = readHolder(guard);
    if (remover && !isAlive(remover)) rmSync(guard, { force: true });
    return;
  }
  const holder = readHolder(file);
  if (holder?.pid === dead.pid && holder.started === dead.started) rmSync(file, { force: true });
  rmSync(guard, { force: true });
}

/**
 * When a process began, in clock ticks since boot on Linux; "" when there is no such process.
 * Elsewhere only whether it lives is known.
 * @param {number} pid
 */
function startTime(pid) {
  try {
    if (process.platform !== "linux") return process.kill(pid, 0) ? "alive" : "";
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return fields[0] === "Z" ? "" : (fields[19] ?? "");
  } catch {
    return "";
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isNodeError(error, code) {
  return error instanceof Error && "code" in error && error.code === code;
}
