/**
 * One request as the service saw it; `status` 0 while it is not answered, `ms` from its arrival to the answer.
 *
 * @typedef {object} Seen
 * @property {number} n counted from 1 since the last reset
 * @property {number} at ms since the epoch
 * @property {"client" | "health"} kind
 * @property {string} method
 * @property {string} path with the query
 * @property {string} remote address of whoever connected
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {number} status
 * @property {number} ms
 * @property {boolean} aborted the client went away before the answer was out
 */

/**
 * What came from one address since the service started: client requests, and of them those that were answered with a status
 * of 500 or more or not to their end ("errors"), and those with 400 to 499 ("refused").
 *
 * @typedef {{ requests: number, errors: number, refused: number }} FromCaller
 */

/** Addresses of a lab's network are fewer; of any more nothing is kept. */
const MOST_CALLERS = 64;

/**
 * What a service was asked, the latest `limit` requests, with counters of all of them. Health requests are counted
 * apart, so that a load balancer's probes never look like traffic.
 */
export class RequestHistory {
  /** @type {Seen[]} */
  #latest = [];
  #limit;
  #counted = newCounters();
  /** @type {Map<string, FromCaller>} */
  #callers = new Map();

  /** @param {number} [limit] */
  constructor(limit = 5000) {
    this.#limit = limit;
  }

  /**
   * @param {"client" | "health"} kind
   * @param {import("node:http").IncomingMessage} request
   * @returns {Seen} to be given to `end`
   */
  begin(kind, request) {
    this.#counted.inFlight += 1;
    this.#counted[kind] += 1;
    const seen = {
      n: this.#counted.client + this.#counted.health,
      at: Date.now(),
      kind,
      method: request.method ?? "",
      path: request.url ?? "",
      remote: request.socket.remoteAddress ?? "",
      headers: request.headers,
      status: 0,
      ms: 0,
      aborted: false,
    };
    const caller = this.#caller(seen);
    if (caller !== undefined) caller.requests += 1;
    this.#latest.push(seen);
    if (this.#latest.length > this.#limit) this.#latest.shift();
    return seen;
  }

  /**
   * @param {Seen} seen
   * @param {{ status: number, aborted: boolean }} outcome
   */
  end(seen, { status, aborted }) {
    seen.ms = Date.now() - seen.at;
    seen.aborted = aborted;
    this.#counted.inFlight -= 1;
    const caller = this.#caller(seen);
    if (caller !== undefined && (aborted || status >= 500)) caller.errors += 1;
    else if (caller !== undefined && status >= 400) caller.refused += 1;
    if (aborted) {
      this.#counted.aborted += 1;
      return;
    }
    seen.status = status;
    this.#counted.answered[status] = (this.#counted.answered[status] ?? 0) + 1;
  }

  get counters() {
    return this.#counted;
  }

  /**
   * Client requests by the address of whoever connected. A reset does not touch it: whoever looks at two of them sees what came
   * in between.
   *
   * @returns {Record<string, FromCaller>}
   */
  get callers() {
    return Object.fromEntries(this.#callers);
  }

  /**
   * @param {{ kind?: string | undefined, path?: string | undefined }} [filter] `path` is a beginning of it
   * @returns {Seen[]} in the order of arrival
   */
  list({ kind, path = "" } = {}) {
    return this.#latest.filter((seen) => seen.path.startsWith(path) && (kind === undefined || seen.kind === kind));
  }

  /** Forgets and counts from 0 again, but for callers; requests in flight stay counted as such. */
  reset() {
    this.#latest = [];
    this.#counted = { ...newCounters(), inFlight: this.#counted.inFlight };
  }

  /** @param {Seen} seen */
  #caller({ kind, remote }) {
    if (kind !== "client") return undefined;
    // An IPv4 address as a socket for both families gives it.
    const address = remote.replace(/^::ffff:/, "");
    let caller = this.#callers.get(address);
    if (caller === undefined && this.#callers.size < MOST_CALLERS) {
      caller = { requests: 0, errors: 0, refused: 0 };
      this.#callers.set(address, caller);
    }
    return caller;
  }
}

function newCounters() {
  return { client: 0, health: 0, inFlight: 0, aborted: 0, answered: /** @type {Record<string, number>} */ ({}) };
}
