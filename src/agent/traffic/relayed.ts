import { type Counter, endingOf } from "./tallies.ts";

const REQUEST = /^[A-Z]{3,16} /;
const ANSWER = /^HTTP\/1\.[01] (\d{3})/;
const HEAD_END = "\r\n\r\n";

/**
 * Counts what goes over one relayed connection by the first bytes of what passes. In clear HTTP/1 that is each request, begun by
 * the client's first bytes and ended by the answer's status; of anything else (TLS, a database) it is the connection.
 */
export class RelayedConnection {
  readonly #counter: Counter;
  #speaks: "unknown" | "http" | "something else" = "unknown";
  /** A request was sent and its answer has not begun. */
  #waits = false;

  constructor(counter: Counter) {
    this.#counter = counter;
  }

  /** The client sent this. */
  sent(chunk: Buffer): void {
    if (this.#waits || this.#speaks === "something else") return;
    // What comes after an answer has begun may be the rest of a body.
    if (this.#speaks === "http" && !REQUEST.test(chunk.toString("latin1", 0, 17))) return;
    this.#began();
  }

  /** The service sent this. */
  answered(chunk: Buffer): void {
    if (this.#speaks === "something else") return;
    if (!this.#waits && this.#speaks === "http") return;
    const status = statusOf(chunk);
    if (status === "interim") return;
    if (status === undefined) {
      if (this.#speaks === "http") return;
      if (!this.#waits) this.#began();
      this.#speaks = "something else";
    } else this.#speaks = "http";
    this.#waits = false;
    this.#counter.ended(status === undefined ? "answered" : endingOf(status));
  }

  /** @param unreachable no connection to the service came about */
  closed(unreachable: boolean): void {
    if (unreachable && !this.#waits) this.#began();
    if (this.#waits) this.#counter.ended("error");
    this.#waits = false;
  }

  #began(): void {
    this.#waits = true;
    this.#counter.began();
  }
}

/** The status that an answer begins with, "interim" when it holds only those that announce it (100 to 199, but not 101). */
function statusOf(chunk: Buffer): number | "interim" | undefined {
  for (let at = 0; ; ) {
    const status = Number(ANSWER.exec(chunk.toString("latin1", at, at + 12))?.[1]);
    if (Number.isNaN(status)) return at === 0 ? undefined : "interim";
    if (status >= 200 || status === 101) return status;
    const end = chunk.indexOf(HEAD_END, at);
    if (end < 0) return "interim";
    at = end + HEAD_END.length;
  }
}
