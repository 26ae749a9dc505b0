import type { Session } from "../session/types.ts";
import { askAdmin } from "./ask-admin.ts";
import { CHAOS_PATH, calm } from "./chaos.ts";
import { BrokenError } from "./failure.ts";
import { isProvided } from "./services.ts";

/**
 * Ends the chaos in every service that podlab may ask on its admin port; gives the names of those that misbehaved. One
 * that doesn't answer there has no such port, or is down and so comes back without chaos.
 */
export async function calmAll(session: Session, signal: AbortSignal): Promise<string[]> {
  const asked = await Promise.all(
    servicesAlone(session).map(async (service) => ((await misbehaves(session, service, signal)) ? [service] : [])),
  );
  const chaotic = asked.flat();
  await Promise.all(chaotic.map((service) => calm(session, service, signal)));
  return chaotic;
}

/** Those in pods without a learner's program, which could listen on the admin port and be told the token. */
function servicesAlone({ lab }: Session): string[] {
  return Object.values(lab.pods)
    .map((pod) => Object.keys(pod))
    .filter((services) => services.every((service) => isProvided(lab, service)))
    .flat();
}

async function misbehaves(session: Session, service: string, signal: AbortSignal): Promise<boolean> {
  try {
    const chaos = await askAdmin(session, { service, method: "GET", path: CHAOS_PATH }, signal);
    return typeof chaos === "object" && chaos !== null && "mode" in chaos && chaos.mode !== "ok";
  } catch (error) {
    if (error instanceof BrokenError) return false;
    throw error;
  }
}
