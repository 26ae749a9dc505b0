import type { AgentRequest } from "./protocol.ts";

/** For the channel and a busy machine. */
const GRACE_MS = 10_000;
const DEFAULT_TIMEOUT_MS = 5_000;
/** The agent's own bound for a whole load. */
const LONGEST_LOAD_MS = 120_000;

/** How long (ms) the agent may be silent about a request before it must be taken for dead. */
export function longestMs(request: AgentRequest): number {
  return ownMs(request) + GRACE_MS;
}

function ownMs(request: AgentRequest): number {
  switch (request.op) {
    case "http":
    case "tls":
    case "tcp":
    case "ready":
      return request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    case "load":
      return loadMs(request);
    default:
      return 0;
  }
}

/** A load's last request leaves at its end and then has its own time; a closed loop by count may use all there is. */
function loadMs({ count, durationMs, rate, request }: Extract<AgentRequest, { op: "load" }>): number {
  const lastAt = Math.min(
    durationMs ?? LONGEST_LOAD_MS,
    count === undefined || rate === undefined ? LONGEST_LOAD_MS : (count / rate) * 1_000,
  );
  return Math.min(LONGEST_LOAD_MS, lastAt + (request.timeoutMs ?? DEFAULT_TIMEOUT_MS));
}
