import { describeTcp } from "../describe.ts";
import type { Scope } from "../scope.ts";
import { demandTarget } from "../target.ts";
import type { CheckContext } from "../types.ts";

/** A TCP connection to "pod:port" from the agent. */
export function createTcpProbe(scope: Scope): CheckContext["tcp"] {
  return async (target, options = {}) => {
    scope.signal.throwIfAborted();
    const request = { ...demandTarget(target), ...options };
    const agent = await scope.session.agent();
    const at = scope.evidence.now();
    const answer = await agent.ask<"tcp">({ op: "tcp", ...request }, scope.signal);
    scope.evidence.add({ kind: "probe", what: `TCP connection to ${target}`, answer: describeTcp(answer), at });
    scope.reproduction.asked({ probe: "tcp", request });
    return answer;
  };
}
