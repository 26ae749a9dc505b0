import { dependenciesAreThere } from "./dependencies.mjs";
import { SetupFailure } from "./failure.mjs";
import { inspect } from "./inspect.mjs";
import { acquireLock, lockFile } from "./lock.mjs";

/**
 * @typedef {import("./inspect.mjs").Prepared} Prepared
 * @typedef {import("./rights.mjs").Person & { root: string, progress: import("./progress.mjs").Progress }} Options
 */

/**
 * Prepares what is missing: dependencies, build, engine, root image. Nothing is locked, loaded or printed when all is in place.
 * @param {Options} options
 * @returns {Promise<Prepared>}
 */
export async function prepare(options) {
  const ready = await inspect(options.root);
  if (ready) return ready;
  const { mend } = await import("./mend.mjs");
  await locked(options, () => mend(options));
  const mended = await inspect(options.root);
  if (!mended)
    throw new SetupFailure("something was changed while podlab prepared itself", { hint: "run the command again" });
  return mended;
}

/**
 * The part that needs no engine, for the static checks.
 * @param {Options} options
 */
export async function prepareDependencies(options) {
  if (dependenciesAreThere(options.root)) return;
  const { mendDependencies } = await import("./mend.mjs");
  await locked(options, () => mendDependencies(options));
}

/**
 * One set-up of a user at a time; the second waits and says so.
 * @template T
 * @param {{ progress: import("./progress.mjs").Progress, signal: AbortSignal }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked({ progress, signal }, work) {
  let told = false;
  const onWait = (/** @type {number} */ pid) => {
    if (!told) progress.note(`waiting for another set-up (process ${pid})`);
    told = true;
  };
  const lock = await acquireLock(lockFile(), { onWait, signal });
  try {
    return await work();
  } finally {
    lock.release();
  }
}
