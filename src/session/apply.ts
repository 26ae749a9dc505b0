import { randomBytes } from "node:crypto";
import { InterruptedError } from "../core/errors.ts";
import type { Engine } from "../engine/types.ts";
import type { Desired, DesiredContainer } from "./desired-types.ts";
import { Label } from "./labels.ts";
import { FILES_FOLDER } from "./places.ts";
import type { Action } from "./plan.ts";

export interface ApplyContext {
  readonly engine: Engine;
  readonly desired: Desired;
  readonly subnet: string;
  /** Containers by key: those that were observed and stay; what is made is added. */
  readonly ids: Map<string, string>;
  /** Puts what the agent keeps (the session's authority) into its container before the start. */
  readonly prepareAgent: (container: string) => Promise<void>;
  /** Starts the agent's container; the entry port may be taken, so the caller may make another one. */
  readonly startAgent: (container: string, desired: DesiredContainer) => Promise<string>;
  /** Undoes what a fault helper did in its pod. */
  readonly heal: (container: string) => Promise<void>;
  /** Waits until a service is ready, or its time is up. */
  readonly awaitReady: (key: string) => Promise<void>;
  readonly entrySubnet: () => Promise<string>;
  readonly signal: AbortSignal;
}

/** Carries a plan out: each action as soon as those it waits for are done. Throws the first failure when all ended. */
export async function apply(actions: readonly Action[], context: ApplyContext): Promise<void> {
  const running = new Map<string, Promise<void>>();
  const failures: unknown[] = [];
  const begin = (action: Action): Promise<void> => {
    const known = running.get(action.id);
    if (known !== undefined) return known;
    const waits = action.after.flatMap((id) => {
      const other = actions.find((candidate) => candidate.id === id);
      return other === undefined ? [] : [begin(other)];
    });
    const work = Promise.all(waits).then(async () => {
      if (context.signal.aborted) throw new InterruptedError();
      if (failures.length > 0) return;
      await perform(action, context);
    });
    const settled = work.catch((failure: unknown) => {
      failures.push(failure);
    });
    running.set(action.id, settled);
    return settled;
  };
  await Promise.all(actions.map(begin));
  if (failures.length > 0) throw failures[0];
}

async function perform(action: Action, context: ApplyContext): Promise<void> {
  const { engine, ids } = context;
  switch (action.kind) {
    case "create-network":
      await engine.createNetwork({
        name: networkName(context.desired.session, action.entry),
        labels: { ...context.desired.labels, [Label.role]: action.entry ? "entry-network" : "network" },
        subnet: action.entry ? await context.entrySubnet() : context.subnet,
        closed: !action.entry,
      });
      return;
    case "create-volume":
      await engine.createVolume(action.name, { ...context.desired.labels, [Label.role]: "volume" });
      return;
    case "heal":
      await context.heal(action.container);
      return;
    case "remove":
      await engine.remove(action.container);
      for (const [key, id] of ids) if (id === action.container) ids.delete(key);
      return;
    case "create":
      ids.set(action.desired.key, await create(action.desired, context));
      return;
    case "start": {
      const id = idOf(action.key, ids);
      if (action.key !== "agent") await engine.start(id);
      else ids.set("agent", await context.startAgent(id, desiredOf(action.key, context.desired)));
      return;
    }
    case "unpause":
      await engine.unpause(action.container);
      return;
    case "await-ready":
      await context.awaitReady(action.key);
      return;
  }
}

/** Makes a container with its files, not yet started. */
export async function create(
  desired: DesiredContainer,
  context: Pick<ApplyContext, "engine" | "ids" | "prepareAgent"> & { readonly desired: Desired },
): Promise<string> {
  const { engine, ids } = context;
  const { network, ...spec } = desired.spec;
  const session = context.desired.session;
  const id = await engine.create({
    ...spec,
    name: `podlab-${session}-${desired.service}-${randomBytes(3).toString("hex")}`,
    labels: {
      ...context.desired.labels,
      [Label.role]: desired.role,
      [Label.service]: desired.service,
      [Label.hash]: desired.hash,
      [Label.parents]: desired.parents.map((key) => idOf(key, ids)).join(","),
    },
    network:
      network.kind === "join"
        ? { kind: "container", id: idOf(network.key, ids) }
        : {
            kind: "networks",
            attach: [
              { network: networkName(session, false), address: network.address },
              ...(network.entry ? [{ network: networkName(session, true) }] : []),
            ],
          },
  });
  if (desired.files.length > 0) await engine.putFiles(id, FILES_FOLDER, desired.files);
  if (desired.role === "agent") await context.prepareAgent(id);
  return id;
}

export function networkName(session: string, entry: boolean): string {
  return entry ? `podlab-${session}-entry` : `podlab-${session}`;
}

function idOf(key: string, ids: ReadonlyMap<string, string>): string {
  const id = ids.get(key);
  if (id === undefined) throw new RangeError(`${key} has no container yet: the plan's order is wrong`);
  return id;
}

function desiredOf(key: string, desired: Desired): DesiredContainer {
  const found = desired.containers.find((container) => container.key === key);
  if (found === undefined) throw new RangeError(`${key} is not part of the session`);
  return found;
}
