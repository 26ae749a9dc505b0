import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** How much of a program's output is kept for its error message. */
const KEPT_BYTES = 256 * 1024;

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {AbortSignal} [signal] ends the program with SIGTERM
 * @property {boolean} [tied] the program is killed when this process is, even by SIGKILL (Linux)
 */

/**
 * Runs a program to its end with no input, and keeps what it prints.
 * @param {readonly string[]} command
 * @param {CommandOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} 127 when there is no such program, as in a shell
 */
export function run(command, options = {}) {
  const [program = "", ...args] = options.tied ? tied(command) : command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: options.env,
      signal: options.signal,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-KEPT_BYTES);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => {
      if (options.signal?.aborted) reject(error);
      else resolve({ code: 127, output: error.message });
    });
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Where a program is on the PATH, as `command -v` says.
 * @param {string} program
 * @param {NodeJS.ProcessEnv} [env]
 */
export function which(program, env = process.env) {
  const folders = (env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

/**
 * The same program, killed by the kernel when its parent ends: an orphan would go on writing where the next set-up works.
 * @param {readonly string[]} command
 */
export function tied(command) {
  const setpriv = process.platform === "linux" ? which("setpriv") : undefined;
  return setpriv ? [setpriv, "--pdeathsig", "KILL", "--", ...command] : [...command];
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
