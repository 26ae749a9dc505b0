import type { Session } from "../session/types.ts";

/**
 * Disturbances of a session's network, by pod names. What podlab does with packets lies behind this; each call resolves
 * when the rules are in force, and throws `EnvironmentError` where that can't be had on this engine.
 */
export interface NetworkFaults extends AsyncDisposable {
  partition(podA: string, podB: string, signal: AbortSignal): Promise<void>;
  grudge(map: Readonly<Record<string, readonly string[]>>, signal: AbortSignal): Promise<void>;
  isolate(pod: string, signal: AbortSignal): Promise<void>;
  refuse(pod: string, port: number, signal: AbortSignal): Promise<void>;
  loss(pod: string, share: number, signal: AbortSignal): Promise<void>;
  slow(pod: string, port: number, ms: number, signal: AbortSignal): Promise<void>;
  /** Takes away every rule that this object has put in place; resolves when none is left. */
  heal(signal: AbortSignal): Promise<void>;
}

/** Makes the network faults of a session; nothing is started before the first fault. */
export type OpenNetworkFaults = (session: Session) => NetworkFaults;
