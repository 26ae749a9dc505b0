import { setTimeout as sleep } from "node:timers/promises";
import type { Agent } from "../agent/client.ts";
import type { Engine } from "../engine/types.ts";
import type { Ready } from "../lab/types.ts";

/** How long a service may take. The learner's own is judged soon: most often it will never be ready as it is. */
export const READY_WITHIN_MS = { provided: 30_000, learners: 4_000 } as const;

/** How often the engine is asked whether a container still runs, and its output for a line. */
const LOOK_EVERY_MS = 100;
const OUTPUT_LINES = 20;

export interface Waiting {
  readonly engine: Engine;
  readonly agent: Agent;
  readonly container: string;
  readonly host: string;
  readonly ready: Ready | undefined;
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

export type Waited =
  | { readonly ready: true }
  | { readonly ready: false; readonly output: string; readonly exitCode?: number };

/** Waits until a service is ready, its process has ended, or its time is up; then tells its last lines of output. */
export async function waitUntilReady(waiting: Waiting): Promise<Waited> {
  const { engine, container } = waiting;
  const over = new AbortController();
  const signal = AbortSignal.any([waiting.signal, over.signal]);
  try {
    const answer = await Promise.race([probe({ ...waiting, signal }), ended({ ...waiting, signal })]);
    if (answer.ready) return { ready: true };
    const output = await engine.logs(container, { tail: OUTPUT_LINES });
    return { ready: false, output, ...(answer.exitCode === undefined ? {} : { exitCode: answer.exitCode }) };
  } finally {
    over.abort();
  }
}

interface Answer {
  readonly ready: boolean;
  readonly exitCode?: number;
}

async function probe(waiting: Waiting): Promise<Answer> {
  const { agent, ready, host, signal } = waiting;
  if (ready === undefined) return { ready: true };
  if (ready.kind === "line") return { ready: await hasSaid(waiting, ready.text) };
  const target =
    ready.kind === "tcp"
      ? ({ kind: "tcp", host, port: ready.port } as const)
      : ({ kind: ready.kind, host, port: ready.port, path: ready.path } as const);
  const answer = await agent.ask<"ready">({ op: "ready", probe: target, timeoutMs: waiting.withinMs }, signal);
  return { ready: answer.ready };
}

async function hasSaid(waiting: Waiting, text: string): Promise<boolean> {
  const { engine, container, signal } = waiting;
  const until = performance.now() + waiting.withinMs;
  // Not since the start: the engine notes that after the process has begun to write.
  const { finishedAt } = await engine.inspect(container);
  while (performance.now() < until && !signal.aborted) {
    const output = await engine.logs(container, { tail: 1000, timestamps: true });
    const lines = output.split("\n").filter((line) => line.includes(text));
    // A container that was started again still holds what it said before.
    if (lines.some((line) => Date.parse(line.split(" ", 1)[0] ?? "") >= finishedAt)) return true;
    await sleep(LOOK_EVERY_MS / 2, undefined, { signal }).catch(() => undefined);
  }
  signal.throwIfAborted();
  return false;
}

/** Resolves when the container's process has ended for good; else never, until the signal. */
async function ended(waiting: Waiting): Promise<Answer> {
  const { engine, container, signal } = waiting;
  while (!signal.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    const { state, exitCode } = await engine.inspect(container);
    if (state === "exited" || state === "dead") return { ready: false, exitCode };
  }
  signal.throwIfAborted();
  return { ready: false };
}
