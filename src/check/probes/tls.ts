import type { TlsRequest } from "../../agent/protocol.ts";
import { describeTls } from "../describe.ts";
import type { Scope } from "../scope.ts";
import { demandTarget } from "../target.ts";
import type { CheckContext } from "../types.ts";

/** A TLS handshake with "pod:port" from the agent. */
export function createTlsProbe(scope: Scope): CheckContext["tls"] {
  return async (target, options = {}) => {
    scope.signal.throwIfAborted();
    const { ca, ...rest } = options;
    const request = { ...demandTarget(target), ...rest };
    const agent = await scope.session.agent();
    const at = scope.evidence.now();
    const answer = await agent.ask<"tls">({ op: "tls", ...request, ...(ca && { ca }) }, scope.signal);
    const what = `TLS handshake with ${target}${describeOptions(options)}`;
    scope.evidence.add({ kind: "probe", what, answer: describeTls(answer), at });
    scope.reproduction.asked({ probe: "tls", request, ca: ca !== undefined });
    return answer;
  };
}

function describeOptions({ servername, minVersion, maxVersion }: Omit<TlsRequest, "host" | "port">): string {
  const parts = [
    servername === undefined ? "" : ` for ${servername}`,
    minVersion === undefined ? "" : `, at least ${minVersion}`,
    maxVersion === undefined ? "" : `, at most ${maxVersion}`,
  ];
  return parts.join("");
}
