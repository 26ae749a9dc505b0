import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run, which } from "./command.mjs";
import { explainFailure, SetupFailure } from "./failure.mjs";
import { missingPackages } from "./lockfile.mjs";
import { locateNode24 } from "./node24.mjs";
import { requireSpace } from "./space.mjs";

/** What node_modules takes (measured: 430 MB), with room for npm's cache. */
const NEEDED_BYTES = 900e6;

const FLAGS = [
  "--ignore-scripts",
  "--no-audit",
  "--no-fund",
  "--prefer-offline",
  "--fetch-retries=1",
  "--loglevel=error",
];

/**
 * Whether node_modules holds what package-lock.json says, on this platform. npm's own list of what it installed is the
 * stamp: `installDependencies` removes it first and npm writes it last, so an installation that was cut short has none.
 * @param {string} root
 */
export function dependenciesAreThere(root) {
  const installed = readStamp(root);
  if (installed === undefined || locateNode24(root) === undefined) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return missingPackages(wanted, installed, (path) => existsSync(join(root, path, "package.json"))).length === 0;
}

/**
 * @param {string} root
 * @param {AbortSignal} signal
 */
export async function installDependencies(root, signal) {
  requireSpace(root, NEEDED_BYTES, "the dependencies");
  rmSync(stampFile(root), { force: true });
  const { code, output } = await run([...npm(), "ci", ...FLAGS], { cwd: root, signal, tied: true });
  if (code !== 0) throw explainFailure("installing the dependencies (npm ci)", output);
  if (locateNode24(root) === undefined) {
    throw new SetupFailure(`the dependencies bring no Node 24 for ${process.platform} ${process.arch}`, {
      hint: "install Node 24 and run the command with it",
    });
  }
}

/**
 * npm's list; undefined where none is, or where a full disk or a power cut left half of it.
 * @param {string} root
 */
function readStamp(root) {
  try {
    return JSON.parse(readFileSync(stampFile(root), "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {string} root */
function stampFile(root) {
  return join(root, "node_modules/.package-lock.json");
}

/** The npm that runs us, else the one on the PATH. */
function npm() {
  const script = process.env["npm_execpath"];
  if (script?.endsWith("npm-cli.js")) return [process.execPath, script];
  const program = which("npm");
  if (program) return [program];
  throw new SetupFailure("npm is not on the PATH", { hint: "install npm 10 or later" });
}
