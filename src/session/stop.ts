import { messageOf } from "../core/errors.ts";
import type { Emit } from "../core/events.ts";
import { IMAGE_LABEL } from "../engine/recipe.ts";
import { isInUse } from "../engine/translate.ts";
import type { Engine, Labels } from "../engine/types.ts";
import { Label } from "./labels.ts";

/** How many things of each kind were removed. */
export interface Removed {
  readonly containers: number;
  readonly networks: number;
  readonly volumes: number;
  readonly images: number;
}

/** Ends one session: its containers, networks and volumes go. The learner's files stay. */
export async function stopSession(engine: Engine, session: string, emit: Emit): Promise<Removed> {
  return removeLabelled(engine, { [Label.session]: session }, emit);
}

export interface CleanOptions {
  /** Whose sessions; everybody's when absent. */
  readonly owner?: string;
  /** Removes podlab's images too. */
  readonly images?: boolean;
}

/** Removes what podlab made on this engine: by labels, so that what a killed podlab left behind is found as well. */
export async function cleanSessions(engine: Engine, options: CleanOptions, emit: Emit): Promise<Removed> {
  const whose = options.owner === undefined ? { [Label.session]: "" } : { [Label.owner]: options.owner };
  const removed = await removeLabelled(engine, whose, emit);
  if (options.images !== true) return removed;
  const images = await engine.images({ [IMAGE_LABEL]: "" });
  const references = images.flatMap(({ id, references }) => (references.length > 0 ? references : [id]));
  const gone = await Promise.all(references.map((reference) => removeUnused(engine, reference)));
  return { ...removed, images: gone.filter(Boolean).length };
}

/** Another learner's containers may still use it. */
async function removeUnused(engine: Engine, reference: string): Promise<boolean> {
  try {
    await engine.removeImage(reference);
    return true;
  } catch (error) {
    if (isInUse(error)) return false;
    throw error;
  }
}

async function removeLabelled(engine: Engine, labels: Labels, emit: Emit): Promise<Removed> {
  const containers = await engine.containers(labels);
  await Promise.all(containers.map(({ id }) => engine.remove(id)));
  const networks = await engine.networks(labels);
  const gone = await Promise.all(networks.map((network) => removeNetwork(engine, network, emit)));
  const volumes = await engine.volumes(labels);
  await Promise.all(volumes.map(({ name }) => engine.removeVolume(name)));
  return {
    containers: containers.length,
    networks: gone.filter(Boolean).length,
    volumes: volumes.length,
    images: 0,
  };
}

/** Once in a great while an engine holds on to a network for ever; that must not keep the rest from going. */
async function removeNetwork(engine: Engine, network: { id: string; name: string }, emit: Emit): Promise<boolean> {
  try {
    await engine.removeNetwork(network.id);
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    emit({
      event: "notice",
      level: "warning",
      text: `the engine does not let go of the network ${network.name}: ${messageOf(error)}`,
      hint: "it goes away when the engine is restarted; podlab works on without it",
    });
    return false;
  }
}

function isRefusal(error: unknown): boolean {
  return /active endpoints/.test(messageOf(error));
}
