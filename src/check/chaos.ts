import type { Session } from "../session/types.ts";
import { askAdmin } from "./ask-admin.ts";
import type { Chaos } from "./types.ts";
import { count } from "./words.ts";

export const CHAOS_PATH = "/__ctl/chaos";

/** Makes a provided service misbehave. */
export async function setChaos(session: Session, service: string, chaos: Chaos, signal: AbortSignal): Promise<void> {
  await askAdmin(session, { service, method: "PUT", path: CHAOS_PATH, body: chaos }, signal);
}

/** Ends it. */
export async function calm(session: Session, service: string, signal: AbortSignal): Promise<void> {
  await askAdmin(session, { service, method: "PUT", path: CHAOS_PATH, body: { mode: "ok" } }, signal);
}

/** "chaos slow:300 in web for one in 10 client requests". */
export function describeChaos(service: string, { mode, every = 1, on = "all" }: Chaos): string {
  const requests = on === "all" ? "requests" : `${on} requests`;
  const which = every === 1 ? `all ${requests}` : `one in ${count(every)} ${requests}`;
  return `chaos ${mode} in ${service} for ${which}`;
}
