import { setTimeout as delay } from "node:timers/promises";
import { CancelledError } from "../failure.ts";
import { LagMeter } from "../lag.ts";
import type { LoadRecord, LoadRequest, LoadResult } from "../protocol.ts";
import { MAX_MS } from "../request-shapes.ts";
import { targetOf } from "../target.ts";
import { type Counter, endingOf, UNCOUNTED } from "../traffic/tallies.ts";
import { runClosedLoop } from "./closed.ts";
import { identifierOf } from "./identify.ts";
import { runOpenLoop } from "./open.ts";
import { type LoadPlan, planLoad } from "./plan.ts";
import { ConnectionPool } from "./pool.ts";
import { type Shooting, shoot } from "./shoot.ts";
import { type LoadShot, shotsOf } from "./template.ts";

const DEFAULT_TIMEOUT_MS = 5_000;
/** The lag of the last moments shows in the meter's next tick. */
const LAG_TICK_MS = 20;

/**
 * Sends many requests and tells what became of each. Ended by the signal it leaves nothing behind.
 *
 * @throws InvalidRequestError; CancelledError; Error when the agent itself failed (no descriptors, no ports).
 */
export async function runLoad(load: LoadRequest, signal: AbortSignal, counter = UNCOUNTED): Promise<LoadResult> {
  const plan = planLoad(load);
  const { request, keepAlive = false, values = [] } = load;
  const target = targetOf(request);
  const makeShot = shotsOf(request, target.authority, values);
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  // Its own, so that one request's failure ends the others too.
  const ending = new AbortController();
  const connecting = { target, timeoutMs, signal: ending.signal };
  const agent = new ConnectionPool({ ...connecting, keepAlive });
  const freshAgent = new ConnectionPool({ ...connecting, keepAlive: false });
  const shooting = {
    agent,
    freshAgent,
    host: target.host,
    port: target.port,
    method: (request.method ?? "GET").toUpperCase(),
    identifier: identifierOf(load.identify),
  };
  const cancel = () => {
    ending.abort();
    agent.destroy();
    freshAgent.destroy();
  };
  signal.addEventListener("abort", cancel);
  const lag = new LagMeter();
  lag.start();
  try {
    const result = await record(plan, { makeShot, shooting, timeoutMs, counter, signal: ending.signal });
    if (signal.aborted) throw new CancelledError();
    await delay(LAG_TICK_MS);
    return { ...result, lagMs: lag.take() };
  } catch (error) {
    throw signal.aborted ? new CancelledError() : error;
  } finally {
    lag.stop();
    signal.removeEventListener("abort", cancel);
    cancel();
  }
}

interface Recording {
  readonly makeShot: (n: number) => LoadShot;
  readonly shooting: Shooting;
  readonly timeoutMs: number;
  readonly counter: Counter;
  readonly signal: AbortSignal;
}

async function record(plan: LoadPlan, recording: Recording): Promise<Omit<LoadResult, "lagMs">> {
  const { makeShot, shooting, timeoutMs, counter, signal } = recording;
  const records: LoadRecord[] = [];
  const began = performance.now();
  const beganAt = Date.now();
  const clock = () => performance.now() - began;
  const send = async (n: number) => {
    const shot = makeShot(n);
    const sentAt = clock();
    counter.began();
    const result = await shoot(shooting, shot, Math.max(1, Math.min(timeoutMs, MAX_MS - sentAt)));
    counter.ended(endingOf(result.status));
    records.push({ n, sentAt: round(sentAt), answeredAt: round(clock()), ...result });
  };
  const loop = { ...plan, clock, signal };
  const lateMs = loop.kind === "open" ? await runOpenLoop(loop, send) : await runClosedLoop(loop, send).then(() => 0);
  records.sort((a, b) => a.n - b.n);
  return { records, lateMs: round(lateMs), beganAt };
}

/** To 0.01 ms: 20 000 records cross the channel. */
function round(ms: number): number {
  return Math.round(ms * 100) / 100;
}
