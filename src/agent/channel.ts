import { dispatch } from "./dispatch.ts";
import { CancelledError, failureOf, InvalidRequestError } from "./failure.ts";
import { LagMeter } from "./lag.ts";
import { LineSplitter } from "./lines.ts";
import type { AgentReply } from "./protocol.ts";
import { assertRequest } from "./request-shapes.ts";
import type { HubLink } from "./traffic/hub-link.ts";

/** Room for a file of 16 MB in base64 and what surrounds it. */
const MAX_LINE = 48 * 1024 * 1024;
const MAX_PENDING = 1_024;
/** Answers a line that has no usable id. */
const NO_ID = -1;

/**
 * Answers requests, one JSON object a line, each as soon as it is done; never throws for what a line holds.
 * The caller gives it its input through `receive` and gets its output, whole lines, through `write`.
 */
export class RequestChannel {
  readonly #lines = new LineSplitter(MAX_LINE);
  readonly #pending = new Map<number, AbortController>();
  readonly #lag = new LagMeter();
  readonly #write: (line: string) => void;
  readonly #traffic: HubLink;

  constructor(write: (line: string) => void, traffic: HubLink) {
    this.#write = write;
    this.#traffic = traffic;
  }

  receive(text: string): void {
    for (const line of this.#lines.push(text)) {
      if (line === undefined) this.#refuse(NO_ID, new InvalidRequestError(`a line is longer than ${MAX_LINE}`));
      else if (line.trim() !== "") this.#begin(line);
    }
  }

  /** Answers all that is pending with an error and ends it: something broke that can't be told to be one request's. */
  failAll(error: unknown): void {
    for (const [id, controller] of this.#pending) {
      this.#refuse(id, error);
      controller.abort();
    }
    this.#pending.clear();
    this.#lag.stop();
  }

  #begin(line: string): void {
    let id = NO_ID;
    try {
      const message: unknown = JSON.parse(line);
      id = idOf(message);
      assertRequest(message);
      if (this.#pending.has(id)) throw new InvalidRequestError(`id ${id} is still pending`);
      if (this.#pending.size >= MAX_PENDING) throw new InvalidRequestError(`more than ${MAX_PENDING} requests pending`);
      if (this.#pending.size === 0) this.#lag.start();
      const controller = new AbortController();
      this.#pending.set(id, controller);
      const control = {
        cancel: (target: number) => this.#cancel(target),
        lagMs: () => this.#lag.take(),
        traffic: this.#traffic,
      };
      dispatch(message, control, controller.signal).then(
        (result) => this.#end(id, controller, { id, result, lagMs: this.#lag.take() }),
        (error: unknown) => this.#end(id, controller, { id, error: failureOf(error) }),
      );
    } catch (error) {
      this.#refuse(id, error instanceof SyntaxError ? new InvalidRequestError(error.message) : error);
    }
  }

  #cancel(target: number): void {
    const controller = this.#pending.get(target);
    if (controller === undefined) return;
    this.#end(target, controller, { id: target, error: failureOf(new CancelledError()) });
    controller.abort();
  }

  #end(id: number, controller: AbortController, reply: AgentReply): void {
    // It may have been answered already: cancelled, or failed with all others.
    if (this.#pending.get(id) !== controller) return;
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#lag.stop();
    this.#write(`${JSON.stringify(reply)}\n`);
  }

  #refuse(id: number, error: unknown): void {
    const reply: AgentReply = { id, error: failureOf(error) };
    this.#write(`${JSON.stringify(reply)}\n`);
  }
}

function idOf(message: unknown): number {
  const id = typeof message === "object" && message !== null && "id" in message ? message.id : undefined;
  if (typeof id === "number" && Number.isSafeInteger(id)) return id;
  throw new InvalidRequestError("id: expected a whole number");
}
