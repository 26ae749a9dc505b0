import type { AgentRequest, AgentResults } from "./protocol.ts";

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
  /** The largest event-loop lag (ms) that the agent reported since this was last asked. */
  takeLag(): number;
  close(): void;
}
