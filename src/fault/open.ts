import type { OpenNetworkFaults } from "../check/network-faults.ts";
import type { Emit } from "../core/events.ts";
import { ownImage } from "../engine/images.ts";
import { PodNetworkFaults } from "./network-faults.ts";

export interface OpenRequest {
  /** podlab's package folder. */
  readonly root: string;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** Network faults for checks; their helper's image is made, and the helper started, with the first one. */
export function openNetworkFaults({ root, emit, signal }: OpenRequest): OpenNetworkFaults {
  return (session) => new PodNetworkFaults(session, () => ownImage(session.engine, "fault", root, emit, signal));
}
