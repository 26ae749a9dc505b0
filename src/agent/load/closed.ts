export interface ClosedLoop {
  readonly count: number;
  /** How many are under way at any time. */
  readonly concurrency: number;
  /** No request leaves after this many ms. */
  readonly endMs: number;
  /** ms since the load began. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
}

/**
 * Keeps `concurrency` requests under way: the next leaves when one is answered.
 *
 * @throws what `send` throws; AbortError.
 */
export async function runClosedLoop(
  { count, concurrency, endMs, clock, signal }: ClosedLoop,
  send: (n: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const user = async () => {
    while (next < count && clock() < endMs) {
      signal.throwIfAborted();
      await send(next++);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, user));
}
