import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dependenciesAreThere } from "../../../src/setup/dependencies.mjs";

const PROJECT = join(import.meta.dirname, "../../..");

export interface Checkout {
  readonly root: string;
  /** Starts `npm start -- ARGS` without npm. */
  start(args?: readonly string[], env?: NodeJS.ProcessEnv): Run;
  remove(): void;
}

interface Run {
  readonly child: ChildProcess;
  /** Resolves once standard error has the text; rejects when the process ends without it. */
  says(text: string): Promise<void>;
  readonly ended: Promise<{ code: number | null; out: string; err: string }>;
}

/** A small checkout with the project's own set-up: a program of one line, and the dependencies of this one. */
export function makeCheckout(): Checkout {
  // Otherwise the set-up would install them, through the link into this project's own folder.
  if (!dependenciesAreThere(PROJECT)) throw new Error("the dependencies are not as package-lock.json says: npm ci");
  const root = mkdtempSync(join(tmpdir(), "checkout-"));
  cpSync(join(PROJECT, "src/setup"), join(root, "src/setup"), { recursive: true });
  for (const file of ["package.json", "package-lock.json", "tsconfig.json"])
    cpSync(join(PROJECT, file), join(root, file));
  symlinkSync(join(PROJECT, "node_modules"), join(root, "node_modules"));
  writeSource(root, "src/cli/main.ts", 'console.log("podlab", ...process.argv.slice(2), "on", process.version);\n');
  writeSource(root, "src/index.ts", "export const nothing = 0;\n");
  writeSource(root, "src/agent/main.ts", "console.log('agent');\n");
  return {
    root,
    start: (args = [], env = {}) => run([process.execPath, join(root, "src/setup/start.mjs"), ...args], env),
    remove: () => rmSync(root, { recursive: true }),
  };
}

function writeSource(root: string, path: string, content: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), content);
}

function run([program = "", ...args]: readonly string[], env: NodeJS.ProcessEnv): Run {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const ended = once(child, "close").then(([code]) => ({ code, out, err }));
  const says = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => err.includes(text) && resolve();
      child.stderr.on("data", look);
      child.on("close", () => reject(new Error(`ended without "${text}": ${err}`)));
      look();
    });
  return { child, says, ended };
}
