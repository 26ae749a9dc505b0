import { setTimeout as delay } from "node:timers/promises";
import { CancelledError } from "./failure.ts";
import { sendHttp } from "./http.ts";
import type { AgentResults, ReadyRequest } from "./protocol.ts";
import { talkTcp } from "./tcp.ts";

const DEFAULT_EVERY_MS = 25;
/** One attempt may take this long: a service that hangs while it starts must not use up the whole time. */
const ATTEMPT_MS = 1_000;

/**
 * Asks again and again until the service is ready or the time is up. As with Kubernetes' probes a status from 200 to
 * 399 is ready, and certificates are not verified.
 *
 * @throws CancelledError
 */
export async function waitReady(request: ReadyRequest, signal: AbortSignal): Promise<AgentResults["ready"]> {
  const began = performance.now();
  const { probe, timeoutMs, everyMs = DEFAULT_EVERY_MS } = request;
  for (;;) {
    const attempted = performance.now();
    const left = began + timeoutMs - attempted;
    const last = await attempt(probe, Math.max(1, Math.min(ATTEMPT_MS, left)), signal);
    const now = performance.now();
    if (last.ready || now + everyMs >= began + timeoutMs)
      return { ready: last.ready, ms: now - began, last: last.text };
    await delay(Math.max(0, attempted + everyMs - now), undefined, { signal }).catch(() => {
      throw new CancelledError();
    });
  }
}

async function attempt(
  probe: ReadyRequest["probe"],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<{ ready: boolean; text: string }> {
  if (probe.kind === "tcp") {
    const answer = await talkTcp({ host: probe.host, port: probe.port, timeoutMs }, signal);
    const isReady = answer.outcome === "connected";
    return { ready: isReady, text: isReady ? "connected" : `${answer.outcome}: ${answer.message}` };
  }
  const host = probe.host.includes(":") ? `[${probe.host}]` : probe.host;
  const url = `${probe.kind}://${host}:${probe.port}${probe.path}`;
  const answer = await sendHttp({ url, timeoutMs, maxBody: 0 }, signal);
  if (answer.outcome !== "answered") return { ready: false, text: `${answer.outcome}: ${answer.message}` };
  return { ready: answer.status >= 200 && answer.status < 400, text: `status ${answer.status}` };
}
