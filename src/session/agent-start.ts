import type { Emit, Entry } from "../core/events.ts";
import { PortTakenError } from "../engine/errors.ts";
import type { Engine } from "../engine/types.ts";
import type { Lab } from "../lab/types.ts";
import { relayedEntries } from "./desired.ts";
import type { DesiredContainer } from "./desired-types.ts";
import { holderOf } from "./port-holder.ts";

/**
 * Starts the agent's container. An entry port that is taken is given up for one that the engine chooses, for a
 * container's ports are fixed when it is made: it is removed and made again.
 *
 * @returns the id of the container that runs.
 */
export async function startAgent(
  engine: Engine,
  id: string,
  desired: DesiredContainer,
  make: (desired: DesiredContainer) => Promise<string>,
  emit: Emit,
): Promise<string> {
  try {
    await engine.start(id);
    return id;
  } catch (error) {
    if (!(error instanceof PortTakenError)) throw error;
    const published = desired.spec.publish ?? [];
    // Another one is made only where that frees the very port that was refused; else it would be refused again.
    if (error.port === 0 || published.every(({ host }) => host !== error.port)) throw error;
    const holder = await holderOf(error.port);
    await engine.remove(id);
    const publish = published.map((one) => (one.host === error.port ? { ...one, host: 0 } : one));
    const other = { ...desired, spec: { ...desired.spec, publish } };
    const started = await startAgent(engine, await make(other), other, make, emit);
    const { ports } = await engine.inspect(started);
    const inside = published.find(({ host }) => host === error.port)?.container;
    const by = holder === undefined ? "" : ` by ${holder}`;
    emit({
      event: "notice",
      level: "warning",
      text: `port ${error.port} on 127.0.0.1 is taken${by}: ${ports[`${inside}/tcp`]} is used instead`,
    });
    return started;
  }
}

/** Where the session's entries are reached, as the engine published them. */
export async function readEntries(engine: Engine, agent: string, lab: Lab): Promise<Entry[]> {
  const relayed = relayedEntries(lab);
  if (relayed.length === 0) return [];
  const { ports } = await engine.inspect(agent);
  return relayed.flatMap(({ service, entry, listen }) => {
    const port = ports[`${listen}/tcp`];
    if (port === undefined) return [];
    const url =
      entry.scheme === "tcp" ? `127.0.0.1:${port}` : `${entry.scheme}://127.0.0.1:${port}${entry.path ?? "/"}`;
    return [{ service, url, ...(port === entry.port ? {} : { wanted: entry.port }) }];
  });
}
