import type { Emit } from "../core/events.ts";
import { createSeed } from "../core/seed.ts";
import type { Engine } from "../engine/types.ts";
import type { Lab } from "../lab/types.ts";
import { Label, sessionId } from "./labels.ts";
import { observe } from "./observe.ts";
import { keyOf } from "./plan.ts";
import { RunningSession } from "./running.ts";
import type { Converged, ConvergeOptions, Session } from "./types.ts";

export interface OpenRequest {
  readonly engine: Engine;
  readonly lab: Lab;
  /** See `ownerOf`. */
  readonly owner: string;
  /** The session's id, where it is not the learner's own of this lab (see `sessionId`). */
  readonly id?: string;
  /** podlab's package folder: docker/ and dist/ lie there. */
  readonly root: string;
  /** Reads the learner's files by their path in the workspace; asked again at each convergence. */
  readonly files: () => Promise<ReadonlyMap<string, Uint8Array>>;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** What the session's ports, names and the like are drawn from; kept from an earlier start unless given. */
  readonly seed?: number;
  /** Leaves the choice of entry ports to the engine: for a session that no learner looks at. */
  readonly anyPorts?: boolean;
  /** Makes the services anew even where nothing changed: a reset. */
  readonly renew?: boolean;
}

/**
 * Starts a lab for somebody, or takes over what runs of it already, and makes it as the lab and the workspace say.
 *
 * @throws EnvironmentError when the engine does not answer or refuses, UserError for a bad workspace.
 */
export async function openSession(
  request: OpenRequest,
): Promise<{ readonly session: Session; readonly converged: Converged }> {
  const began = performance.now();
  const { engine, lab, emit } = request;
  const id = request.id ?? sessionId(request.owner, lab.id);
  emit({ event: "session", lab: lab.id, session: id, state: "starting", ms: 0, entries: [] });
  const seed = request.seed ?? (await seedOf(engine, id)) ?? createSeed().value;
  const session = new RunningSession({ ...request, id, seed: createSeed(seed) });
  try {
    const options: ConvergeOptions = { signal: request.signal, renew: request.renew ?? false };
    const converged = await session.converge(options);
    const ms = Math.round(performance.now() - began);
    emit({ event: "session", lab: lab.id, session: id, state: "ready", ms, entries: [...session.entries] });
    return { session, converged };
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

/** The session as it runs, changing nothing; undefined when there is none (or only a part of one). */
export async function attachSession(request: Omit<OpenRequest, "seed" | "renew">): Promise<Session | undefined> {
  const id = sessionId(request.owner, request.lab.id);
  const seed = await seedOf(request.engine, id);
  if (seed === undefined) return undefined;
  const session = new RunningSession({ ...request, id, seed: createSeed(seed) });
  try {
    return (await session.attach()) ? session : undefined;
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

/** The seed on the agent's label. */
async function seedOf(engine: Engine, session: string): Promise<number | undefined> {
  const { containers } = await observe(engine, session);
  const label = containers.find((container) => keyOf(container) === "agent")?.labels[Label.seed];
  return label === undefined ? undefined : Number(label);
}
