import type { Emit } from "../core/events.ts";
import type { Session } from "../session/types.ts";
import { DisturbanceLog } from "./disturbances.ts";
import { Evidence } from "./evidence.ts";
import { createFaults } from "./faults.ts";
import type { NetworkFaults } from "./network-faults.ts";
import { Reproduction } from "./reproduction.ts";
import type { Faults } from "./types.ts";

export interface HandFaultsRequest {
  readonly session: Session;
  readonly network: NetworkFaults;
  readonly emit: Emit;
  readonly signal: AbortSignal;
}

/** The very faults that checks use, for a person to cause by hand: nothing undoes them when they have been caused. */
export function handFaults({ session, network, emit, signal }: HandFaultsRequest): Faults {
  const scope = {
    session,
    signal,
    evidence: new Evidence(),
    reproduction: new Reproduction({ lab: session.lab.id, step: "", seed: session.seed.value }),
    traces: { loads: [], faults: [] },
    measured: new Map(),
    troubles: [],
  };
  return createFaults({ scope, log: new DisturbanceLog(scope, emit), network });
}
