import http from "node:http";
import type { Duplex } from "node:stream";
import { dial } from "../dial.ts";
import type { Target } from "../target.ts";

export interface PoolOptions {
  readonly target: Target;
  readonly keepAlive: boolean;
  /** For opening one connection. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * A connection that was idle for longer is not used again: the service may be about to close it (Node's own server
 * does after 5 s), and the reset would look like a lost request.
 */
const MAX_IDLE_MS = 1_000;
const MAX_IDLE_CONNECTIONS = 256;

/** The connections of one load, opened in the agent's own way, so that their errors say how far they had come. */
export class ConnectionPool extends http.Agent {
  readonly #options: PoolOptions;

  constructor(options: PoolOptions) {
    const idle = { timeout: MAX_IDLE_MS, maxFreeSockets: MAX_IDLE_CONNECTIONS, scheduling: "lifo" } as const;
    super(options.keepAlive ? { keepAlive: true, ...idle } : { keepAlive: false });
    this.#options = options;
  }

  override createConnection(
    _options: http.ClientRequestArgs,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    // On failure Node looks at the error alone, though its type asks for a socket as well.
    const report: ((error: Error | null, socket?: Duplex) => void) | undefined = callback as typeof report;
    dial({ ...this.#options.target, timeoutMs: this.#options.timeoutMs, signal: this.#options.signal }).then(
      (socket) => report?.(null, socket),
      (error: Error) => report?.(error),
    );
  }
}
