import { messageOf } from "../core/errors.ts";
import type { Session } from "../session/types.ts";
import { calm } from "./chaos.ts";
import type { DisturbanceLog } from "./disturbances.ts";
import { UNDO_WITHIN_MS } from "./limits.ts";
import type { NetworkFaults } from "./network-faults.ts";
import { isProvided, readyWithinMs, servicesOf } from "./services.ts";
import { list } from "./words.ts";

export interface RestoreRequest {
  readonly session: Session;
  readonly network: NetworkFaults | undefined;
  readonly log: DisturbanceLog;
}

/**
 * Undoes a check's faults and waits until the lab is ready again. It has a time limit of its own and no other signal: a
 * lab that is left disturbed would spoil whatever comes next, so Ctrl-C waits for it.
 *
 * @returns why it could not be put right; undefined when it is
 */
export async function restore({ session, network, log }: RestoreRequest): Promise<string | undefined> {
  const signal = AbortSignal.timeout(UNDO_WITHIN_MS);
  try {
    // What can't be healed is told, after all else has been put right.
    const [healed] = await Promise.allSettled([log.touchedNetwork ? network?.heal(signal) : undefined]);
    const { chaotic } = log;
    // A service that is down or paused can't be calmed yet; one that hangs would never get ready.
    await Promise.allSettled(chaotic.map((service) => calm(session, service, signal)));
    await session.converge({ signal });
    await Promise.all(chaotic.map((service) => calm(session, service, signal)));
    const waiting = await Promise.all(mustBeReady(session, log).map((service) => lateness(session, service, signal)));
    if (healed.status === "rejected") return messageOf(healed.reason);
    const late = waiting.flat();
    if (late.length > 0) return `${list(late)} did not get ready again`;
    log.undone();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

/** What was struck and is the lab's own, or was ready before: a restart policy may have brought it back unready. */
function mustBeReady(session: Session, log: DisturbanceLog): string[] {
  const struck = [...servicesOf(session.lab)].flatMap(([service, { pod }]) =>
    log.targets.has(service) || log.targets.has(pod) ? [service] : [],
  );
  return struck.filter((service) => isProvided(session.lab, service) || log.readyBefore.has(service));
}

async function lateness(session: Session, service: string, signal: AbortSignal): Promise<string[]> {
  const withinMs = readyWithinMs(session.lab, service);
  return (await session.ready(service, { withinMs, signal })) ? [] : [service];
}
