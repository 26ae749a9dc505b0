import { EnvironmentError } from "../core/errors.ts";
import type { Channel } from "../engine/types.ts";
import { LineSplitter } from "./lines.ts";
import type { AgentRequest, AgentResults } from "./protocol.ts";
import { parseReply } from "./reply.ts";
import { longestMs } from "./time-limit.ts";

/** podlab's end of a channel to the agent. */
export interface Agent {
  /**
   * Asks and waits for the answer. Throws `EnvironmentError` when the channel has ended, the agent failed, or it was
   * silent for longer than the request's own time allows; aborting cancels the request in the agent too.
   */
  ask<Op extends keyof AgentResults>(
    request: Extract<AgentRequest, { op: Op }>,
    signal?: AbortSignal,
  ): Promise<AgentResults[Op]>;
  /** Whether its process has ended or the channel to it broke: nothing can be asked of it any more. */
  readonly ended: boolean;
  /** The largest event-loop lag (ms) that the agent reported since this was last asked. */
  takeLag(): number;
  close(): void;
}

/** 256 MB: far above the largest answer, a load of 20 000 records. */
const MAX_LINE = 256 * 1024 * 1024;

/** Speaks the agent's protocol over a channel to a process that runs `agent.js channel`. */
export function connectAgent(channel: Channel): Agent {
  return new AgentClient(channel);
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

class AgentClient implements Agent {
  readonly #channel: Channel;
  readonly #pending = new Map<number, Pending>();
  readonly #lines = new LineSplitter(MAX_LINE);
  #nextId = 1;
  #lagMs = 0;
  #ended: EnvironmentError | undefined;

  constructor(channel: Channel) {
    this.#channel = channel;
    channel.onData((text) => this.#receive(text));
    channel.onEnd((error) => this.#end(stopped(channel.errors(), error)));
  }

  async ask<Op extends keyof AgentResults>(
    request: Extract<AgentRequest, { op: Op }>,
    signal?: AbortSignal,
  ): Promise<AgentResults[Op]> {
    signal?.throwIfAborted();
    if (this.#ended !== undefined) throw this.#ended;
    const id = this.#nextId++;
    const answer = Promise.withResolvers<AgentResults[Op]>();
    const cancel = () => {
      this.#send({ op: "cancel", target: id }, this.#nextId++);
      answer.reject(signal?.reason);
    };
    const limitMs = longestMs(request);
    const watch = setTimeout(() => {
      this.#send({ op: "cancel", target: id }, this.#nextId++);
      answer.reject(
        new EnvironmentError(`podlab's agent was silent for ${Math.round(limitMs / 1_000)} s (${request.op})`),
      );
    }, limitMs);
    signal?.addEventListener("abort", cancel, { once: true });
    // The answer with this id is of this operation: the agent is podlab's own, of the same version.
    this.#pending.set(id, { resolve: (result) => answer.resolve(result as AgentResults[Op]), reject: answer.reject });
    try {
      this.#send(request, id);
      return await answer.promise;
    } finally {
      this.#pending.delete(id);
      clearTimeout(watch);
      signal?.removeEventListener("abort", cancel);
    }
  }

  get ended(): boolean {
    return this.#ended !== undefined;
  }

  takeLag(): number {
    const lag = this.#lagMs;
    this.#lagMs = 0;
    return lag;
  }

  close(): void {
    this.#end(new EnvironmentError("podlab's agent was let go"));
  }

  #send(request: AgentRequest, id: number): void {
    if (this.#ended === undefined) this.#channel.write(`${JSON.stringify({ id, ...request })}\n`);
  }

  #receive(text: string): void {
    for (const line of this.#lines.push(text)) {
      if (this.#ended !== undefined) return;
      const reply = parseReply(line);
      if (reply === undefined) {
        this.#end(new EnvironmentError(`podlab's agent gave an answer that is none: ${line?.slice(0, 200)}`));
        return;
      }
      this.#lagMs = Math.max(this.#lagMs, reply.lagMs);
      // Unknown ids are those of cancelled requests, whose answers nobody waits for.
      const pending = this.#pending.get(reply.id);
      if (reply.error === undefined) pending?.resolve(reply.result);
      else pending?.reject(new EnvironmentError(`podlab's agent could not do it: ${reply.error}`));
    }
  }

  #end(error: EnvironmentError): void {
    if (this.#ended !== undefined) return;
    this.#ended = error;
    for (const { reject } of this.#pending.values()) reject(error);
    this.#channel.close();
  }
}

function stopped(errors: string, cause: Error | undefined): EnvironmentError {
  const said = errors.trim();
  return new EnvironmentError(`podlab's agent stopped${said === "" ? "" : `: ${said}`}`, { cause });
}
