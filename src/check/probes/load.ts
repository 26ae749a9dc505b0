import type { LoadRequest, LoadResult } from "../../agent/protocol.ts";
import { describeLoad } from "../describe.ts";
import { BrokenError } from "../failure.ts";
import { LAG_LIMIT_MS } from "../limits.ts";
import { httpCommand } from "../probe-command.ts";
import type { Scope } from "../scope.ts";
import type { CheckContext } from "../types.ts";
import { count, ms } from "../words.ts";
import { describeRequest } from "./http.ts";

/**
 * Many requests from the agent. A load that could not be produced as asked (the agent lagged, requests left late or not
 * at all) makes the check broken, whatever the answers were.
 */
export function createLoad(scope: Scope): CheckContext["load"] {
  return (request) => send(scope, request);
}

async function send(scope: Scope, request: LoadRequest): Promise<LoadResult> {
  scope.signal.throwIfAborted();
  const agent = await scope.session.agent();
  const at = scope.evidence.now();
  const result = await agent.ask<"load">({ op: "load", ...request }, scope.signal);
  scope.evidence.add({ kind: "probe", what: describeLoadRequest(request), answer: describeLoad(result), at });
  scope.traces.loads.push({ at, records: result.records });
  const { ca, ...single } = request.request;
  scope.reproduction.asked({
    probe: "load",
    request: { ...request, request: httpCommand(single) },
    ca: ca !== undefined,
  });
  const trouble = troubleOf(request, result);
  if (trouble !== undefined) {
    scope.troubles.push(trouble);
    throw new BrokenError(trouble);
  }
  return result;
}

/** Why the load was not the one that was asked for, in words; undefined where it was. */
export function troubleOf(request: LoadRequest, { records, lagMs, lateMs }: LoadResult): string | undefined {
  if (lagMs > LAG_LIMIT_MS) return `the load could not be produced: podlab's agent was held up for ${ms(lagMs)}`;
  if (request.rate !== undefined && lateMs > LAG_LIMIT_MS) {
    return `the load could not be produced: a request left ${ms(lateMs)} late`;
  }
  if (request.count !== undefined && request.durationMs === undefined && records.length < request.count) {
    return `the load could not be produced: ${count(records.length)} of ${count(request.count)} requests were sent`;
  }
  return undefined;
}

function describeLoadRequest({ request, rate, count: planned, durationMs, concurrency = 16 }: LoadRequest): string {
  const pace = rate === undefined ? `${count(concurrency)} at a time` : `${count(rate)} a second`;
  const amount = planned === undefined ? "" : ` ${count(planned)} times,`;
  const during = durationMs === undefined ? "" : ` for ${ms(durationMs)}`;
  return `${describeRequest(request)}${amount} ${pace}${during}`;
}
