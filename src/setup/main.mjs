import { delimiter } from "node:path";
import { SetupFailure } from "./failure.mjs";

const INTERRUPTED = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

const SYSTEM_FOLDERS = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/**
 * Runs an entry point: turns its failure into a message and an exit code, and a signal into an abort, so that
 * what the set-up had begun is cleaned up before the process ends.
 * @param {(signal: AbortSignal) => Promise<number>} main resolves with the exit code
 */
export async function runMain(main) {
  process.env["PATH"] = withSystemFolders(process.env["PATH"] ?? "");
  const abort = new AbortController();
  /** @type {number | undefined} */
  let interrupted;
  const handlers = Object.entries(INTERRUPTED).map(([name, code]) => {
    const handler = () => {
      interrupted ??= code;
      abort.abort();
    };
    process.on(name, handler);
    return { name, handler };
  });
  try {
    process.exitCode = await main(abort.signal);
  } catch (error) {
    process.exitCode = interrupted ?? report(error);
  } finally {
    for (const { name, handler } of handlers) process.off(name, handler);
  }
}

/**
 * Ordinary users' PATH often lacks the folders where daemons and dpkg's helpers are, and root's does after a plain `su`.
 * @param {string} path
 */
function withSystemFolders(path) {
  return [...new Set([...path.split(delimiter).filter(Boolean), ...SYSTEM_FOLDERS])].join(delimiter);
}

/**
 * @param {unknown} error
 * @returns {number} the exit code
 */
function report(error) {
  if (error instanceof Error && error.name === "AbortError") return INTERRUPTED.SIGINT;
  if (!(error instanceof SetupFailure)) throw error;
  process.stderr.write(`podlab: ${error.message}\n`);
  if (error.hint) process.stderr.write(`${error.hint.replace(/^/gm, "  ")}\n`);
  return error.exitCode;
}
