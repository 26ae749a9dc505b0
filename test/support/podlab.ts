import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import type { CliEvent } from "../../src/cli/output/events.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** podlab as it is shipped: `npm test` builds it first. */
export const PODLAB = join(ROOT, "dist/podlab.js");

/** ms after which a podlab that does not end is killed: the test then sees a missing exit code. */
const HANGS_AFTER_MS = 120_000;

export interface PodlabOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** A program and its arguments that run Node in turn: ["setpriv", …]. */
  readonly under?: readonly string[];
  /** ms; two minutes unless told. */
  readonly hangsAfterMs?: number;
}

/** How a run of podlab ended. */
export interface Ended {
  /** Undefined when a signal ended it, ours after a hang included. */
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
  /** Standard output as events; empty without --json. */
  readonly events: readonly CliEvent[];
  readonly ms: number;
}

/** A podlab that runs; what still runs when it is disposed of is killed. */
export interface Running extends AsyncDisposable {
  readonly ended: Promise<Ended>;
  readonly pid: number;
  /** Resolves once it has told the event, any number of times; rejects when it ends without it. */
  tells(which: (event: CliEvent) => boolean, times?: number): Promise<void>;
  /** The same of text on standard error. */
  says(text: string): Promise<void>;
  /** Sends the signal, and waits until it has ended. */
  end(signal: NodeJS.Signals): Promise<Ended>;
}

/** Starts `podlab ARGS` as a process of its own. */
export function beginPodlab(args: readonly string[], options: PodlabOptions = {}): Running {
  const began = performance.now();
  const [program = process.execPath, ...rest] = [...(options.under ?? []), process.execPath, PODLAB, ...args];
  const child = execa(program, rest, {
    reject: false,
    stdin: "ignore",
    timeout: options.hangsAfterMs ?? HANGS_AFTER_MS,
    killSignal: "SIGKILL",
    // Standing in the checkout would make its folder the current lab's in no case: it lies in nobody's home.
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    env: { NO_COLOR: "1", NODE_EXTRA_CA_CERTS: "", ...options.env },
  });
  let out = "";
  let err = "";
  const lookers = new Set<() => void>();
  const told = () => {
    for (const look of lookers) look();
  };
  child.stdout.on("data", (chunk) => {
    out += chunk;
    told();
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
    told();
  });
  const ended = child.then(
    ({ exitCode }): Ended => ({ code: exitCode, out, err, events: eventsOf(out), ms: performance.now() - began }),
  );
  const once = (what: string, holds: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!holds()) return;
        lookers.delete(look);
        resolve();
      };
      lookers.add(look);
      void ended.then(({ code }) => reject(new Error(`it ended with ${code} before ${what}:\n${out}${err}`)));
      look();
    });
  return {
    ended,
    pid: child.pid ?? 0,
    tells: (which, times = 1) =>
      once(`it told ${which}`, () => eventsOf(out).filter((event) => which(event)).length >= times),
    says: (text) => once(`it said ${text}`, () => err.includes(text)),
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

/** Runs `podlab ARGS` to its end. */
export function podlab(args: readonly string[], options: PodlabOptions = {}): Promise<Ended> {
  return beginPodlab(args, options).ended;
}

/** The complete lines that are events; a podlab that was killed may leave half a one. */
function eventsOf(out: string): CliEvent[] {
  const whole = out.slice(0, out.lastIndexOf("\n") + 1);
  return whole.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as CliEvent] : []));
}
