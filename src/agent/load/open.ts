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
export async function runOpenLoop(
  { count, rate, clock, signal }: OpenLoop,
  send: (n: number) => Promise<void>,
): Promise<number> {
  const failures: unknown[] = [];
  let inFlight = 0;
  let lateMs = 0;
  let ended = Promise.withResolvers<void>();
  const end = () => {
    inFlight -= 1;
    ended.resolve();
    ended = Promise.withResolvers();
  };
  for (let n = 0; n < count && failures.length === 0; n++) {
    const due = (n * 1_000) / rate;
    // Timers may fire a little early, hence the loop.
    for (let early = due - clock(); early > 0; early = due - clock()) await delay(early, undefined, { signal });
    if (n % CATCH_UP === 0) await nextTurn();
    while (inFlight >= MAX_IN_FLIGHT) await ended.promise;
    signal.throwIfAborted();
    lateMs = Math.max(lateMs, clock() - due);
    inFlight += 1;
    send(n)
      .catch((error: unknown) => failures.push(error))
      .finally(end);
  }
  // The caller ends what is still under way when one failed.
  while (inFlight > 0 && failures.length === 0) await ended.promise;
  if (failures.length > 0) throw failures[0];
  return lateMs;
}
