import { type Agent, connectAgent } from "../agent/client.ts";
import type { Engine } from "../engine/types.ts";

/** The one channel of this podlab process to a session's agent; opened at the first question, and again when it ended. */
export class AgentChannel {
  readonly #engine: Engine;
  #open: { readonly container: string; readonly agent: Promise<Agent> } | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** @throws EnvironmentError when the agent's process can't be started. */
  async to(container: string): Promise<Agent> {
    const known = this.#open;
    if (known?.container === container && !(await hasEnded(known.agent))) return known.agent;
    // Another question may have opened a new one meanwhile.
    if (this.#open !== undefined && this.#open !== known) return this.#open.agent;
    const agent = this.#engine.openChannel(container, ["node", "/agent.js", "channel"]).then(connectAgent);
    // Whoever asks for it gets the failure; without a listener here it would end the process.
    agent.catch(() => undefined);
    this.#open = { container, agent };
    await close(known?.agent);
    return agent;
  }

  async close(): Promise<void> {
    await close(this.#open?.agent);
  }
}

/** One that could not be opened, or whose process in the agent's container has ended. */
async function hasEnded(agent: Promise<Agent>): Promise<boolean> {
  return agent.then(
    ({ ended }) => ended,
    () => true,
  );
}

async function close(opened: Promise<Agent> | undefined): Promise<void> {
  const agent = await opened?.catch(() => undefined);
  agent?.close();
}
