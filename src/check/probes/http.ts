import type { HttpRequest } from "../../agent/protocol.ts";
import { createAnswer } from "../answer.ts";
import { describeHttpInFull } from "../describe.ts";
import { httpCommand } from "../probe-command.ts";
import type { Scope } from "../scope.ts";
import type { HttpProbe } from "../types.ts";

/** HTTP requests from the agent. What the service does wrong is an answer; only expectations throw for it. */
export function createHttpProbe(scope: Scope): HttpProbe {
  const request: HttpProbe["request"] = async (asked) => {
    scope.signal.throwIfAborted();
    const agent = await scope.session.agent();
    const at = scope.evidence.now();
    const raw = await agent.ask<"http">({ op: "http", ...asked }, scope.signal);
    const what = describeRequest(asked);
    scope.evidence.add({ kind: "probe", what, answer: describeHttpInFull(raw), at });
    const again = scope.reproduction.asked({ probe: "http", request: httpCommand(asked), ca: asked.ca !== undefined });
    return createAnswer(raw, { asked: what, again });
  };
  return {
    request,
    get: (url, options = {}) => request({ ...options, url, method: "GET" }),
    post: (url, options = {}) => request({ ...options, url, method: "POST" }),
  };
}

/** "GET https://shop:8443/items/abc". */
export function describeRequest({ method = "GET", url }: HttpRequest): string {
  return `${method} ${url}`;
}
