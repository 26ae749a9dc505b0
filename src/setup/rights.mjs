import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { which } from "./command.mjs";
import { SetupFailure } from "./failure.mjs";

/**
 * @typedef {object} Rights how the system may be changed
 * @property {readonly string[]} sudo what goes before a command: nothing for root
 *
 * @typedef {object} Person
 * @property {boolean} yes agreed beforehand
 * @property {AbortSignal} signal
 */

/**
 * Whether the system may be changed, and how. With a person at the terminal it asks; without one, root goes ahead.
 * @param {string} change "install docker.io with apt"
 * @param {string} byHand the commands with which somebody does it without podlab
 * @param {Person} person
 * @returns {Promise<Rights>}
 */
export async function mayChangeSystem(change, byHand, { yes, signal }) {
  const root = process.getuid?.() === 0;
  const sudo = root ? [] : sudoCommand();
  const terminal = Boolean(process.stdin.isTTY && process.stdout.isTTY);
  if (!root && (sudo.length === 0 || !(terminal || yes))) {
    throw new SetupFailure(`podlab must ${change}, and this user may not`, { hint: `as root: ${byHand}` });
  }
  if (terminal && !yes && !(await agrees(`podlab wants to ${change}${root ? "" : " (with sudo)"}. Go on?`, signal))) {
    throw new SetupFailure("nothing was installed", { hint: `to do it yourself, as root: ${byHand}` });
  }
  return { sudo };
}

/** Debian and what is made from it: the systems where podlab installs with apt. */
export function isDebianLike(osRelease = readOsRelease()) {
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(osRelease);
}

function readOsRelease() {
  try {
    return readFileSync("/etc/os-release", "utf8");
  } catch {
    return "";
  }
}

function sudoCommand() {
  const program = which("sudo");
  return program ? [program] : [];
}

/**
 * @param {string} question
 * @param {AbortSignal} signal
 */
async function agrees(question, signal) {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `, { signal })).trim());
  } finally {
    terminal.close();
  }
}
