import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * Runs a program in this one's place: its terminal, its exit code. A terminal sends its signals (SIGINT, SIGHUP) to both at
 * once, so only those that were sent to this process alone are passed on.
 * @param {readonly string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} the exit code; 128 and the signal's number when a signal ended it
 */
export function handOver([program = "", ...args], options = {}) {
  return new Promise((resolve, reject) => {
    /** @type {import("node:child_process").ChildProcess | undefined} */
    let child;
    const terminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    const passOn = (/** @type {NodeJS.Signals} */ signal) => {
      if (signal === "SIGTERM" || !terminal) child?.kill(signal);
    };
    /** @type {NodeJS.Signals[]} */
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    // Before the program is there, so that no signal finds this process without a handler and the program without a parent.
    for (const signal of signals) process.on(signal, passOn);
    child = spawn(program, args, { ...options, stdio: "inherit" });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      for (const name of signals) process.off(name, passOn);
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
