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
 * What a service was asked, the latest `limit` requests, with counters of all of them. Health requests are counted
 * apart, so that a load balancer's probes never look like traffic.
 */
export class RequestHistory {
  /** @type {Seen[]} */
  #latest = [];
  #limit;
  #counted = newCounters();

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
   * @param {{ kind?: string | undefined, path?: string | undefined }} [filter] `path` is a beginning of it
   * @returns {Seen[]} in the order of arrival
   */
  list({ kind, path = "" } = {}) {
    return this.#latest.filter((seen) => seen.path.startsWith(path) && (kind === undefined || seen.kind === kind));
  }

  /** Forgets and counts from 0 again; requests in flight stay counted as such. */
  reset() {
    this.#latest = [];
    this.#counted = { ...newCounters(), inFlight: this.#counted.inFlight };
  }
}

function newCounters() {
  return { client: 0, health: 0, inFlight: 0, aborted: 0, answered: /** @type {Record<string, number>} */ ({}) };
}
