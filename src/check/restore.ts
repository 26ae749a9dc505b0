import { messageOf } from "../core/errors.ts";
import type { Session } from "../session/types.ts";
import { calm } from "./chaos.ts";
import type { DisturbanceLog } from "./disturbances.ts";
import { UNDO_WITHIN_MS } from "./limits.ts";
import type { NetworkFaults } from "./network-faults.ts";
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
    if (log.touchedNetwork) await network?.heal(signal);
    const { chaotic } = log;
    // A service that is down or paused can't be calmed yet; one that hangs would never get ready.
    await Promise.allSettled(chaotic.map((service) => calm(session, service, signal)));
    const { notReady } = await session.converge({ signal });
    await Promise.all(chaotic.map((service) => calm(session, service, signal)));
    const worse = notReady.filter(({ service }) => log.readyBefore.has(service)).map(({ service }) => service);
    if (worse.length > 0) return `${list(worse)} did not get ready again`;
    log.undone();
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
