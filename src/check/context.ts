import type { Seed } from "../core/seed.ts";
import { createCertificate } from "./certificate.ts";
import type { DisturbanceLog } from "./disturbances.ts";
import { BrokenError, CheckFailure } from "./failure.ts";
import { createFaults } from "./faults.ts";
import type { Leash } from "./leash.ts";
import type { NetworkFaults } from "./network-faults.ts";
import { createAdmin } from "./probes/admin.ts";
import { createContainerProbes } from "./probes/container.ts";
import { createHttpProbe } from "./probes/http.ts";
import { createLoad } from "./probes/load.ts";
import { createTcpProbe } from "./probes/tcp.ts";
import { createTlsProbe } from "./probes/tls.ts";
import type { Scope } from "./scope.ts";
import type { CheckContext } from "./types.ts";
import { createWaiting } from "./waiting.ts";

export interface ContextRequest {
  readonly scope: Scope;
  readonly seed: Seed;
  readonly log: DisturbanceLog;
  readonly network: NetworkFaults | undefined;
  readonly leash: Leash;
}

/** The one object that a check sees. */
export function createContext({ scope, seed, log, network, leash }: ContextRequest): CheckContext {
  const { session, signal, evidence, reproduction } = scope;
  return leash.hold<CheckContext>({
    seed,
    parameters: session.parameters,
    signal,
    http: leash.hold(createHttpProbe(scope)),
    tls: createTlsProbe(scope),
    tcp: createTcpProbe(scope),
    load: createLoad(scope),
    ...createContainerProbes(scope),
    ...createWaiting(scope),
    admin: leash.hold(createAdmin(scope)),
    address: (pod) => session.address(pod),
    agentAddress: session.agentAddress,
    fault: leash.hold(createFaults({ scope, log, network })),
    certificate: leash.hold(createCertificate(scope)),
    fail: (failure, options) => {
      throw new CheckFailure({ ...failure, again: failure.again ?? reproduction.command() }, options);
    },
    broken: (reason) => {
      throw new BrokenError(reason);
    },
    timeline: (timeline, { startedAt }) => {
      scope.traces.history = { timeline, startedAt };
    },
    measured: (prediction, value) => {
      if (!Number.isFinite(value)) throw new BrokenError(`what it measured of ${prediction} is no number`);
      scope.measured.set(prediction, value);
      evidence.add({ kind: "note", what: `measured ${prediction}`, answer: String(value), at: evidence.now() });
    },
    note: (what, answer = "") => evidence.add({ kind: "note", what, answer, at: evidence.now() }),
  });
}
