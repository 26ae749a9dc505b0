import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";

export interface OpenLoop {
  readonly count: number;
  /** Requests a second. */
  readonly rate: number;
  /** ms since the load began. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
}

/** More at once would use up the container's file descriptors; what waits for a place leaves late, and that shows. */
const MAX_IN_FLIGHT = 2_000;
/** When it has fallen behind, the answers get their turn after this many requests. */
const CATCH_UP = 64;

/**
 * Sends request n when n / rate seconds have passed since the beginning, whatever became of those before it. Due times
 * come from n, not from the last one, so lateness doesn't add up. Resolves with the largest lateness (ms), when
 * all are answered.
 *
 * @throws what `send` throws; AbortError.
 */
export async function runOpenLoop({ count, rate, clock, signal }: OpenLoop, send: (n: number) => Promise<void>) {
  const inFlight = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let lateMs = 0;
  for (let n = 0; n < count; n++) {
    const due = (n * 1_000) / rate;
    // Timers may fire a little early, hence the loop.
    for (let early = due - clock(); early > 0; early = due - clock()) await delay(early, undefined, { signal });
    if (n % CATCH_UP === 0) await nextTurn();
    while (inFlight.size >= MAX_IN_FLIGHT) await Promise.race(inFlight);
    signal.throwIfAborted();
    if (failures.length > 0) break;
    lateMs = Math.max(lateMs, clock() - due);
    const sending = send(n)
      .catch((error: unknown) => failures.push(error))
      .then(() => void inFlight.delete(sending));
    inFlight.add(sending);
  }
  // The caller ends what is still under way when one failed.
  if (failures.length > 0) throw failures[0];
  await Promise.all(inFlight);
  if (failures.length > 0) throw failures[0];
  return lateMs;
}
