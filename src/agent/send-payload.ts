import type { ClientRequest } from "node:http";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Payload } from "./body.ts";

/** As curl: a server that ignores "Expect: 100-continue" gets the body after this long. */
const CONTINUE_WAIT_MS = 1_000;

/**
 * Writes the body at the server's pace. It goes on while the answer comes in (a server may answer as it reads) and
 * stops when the exchange is over. Between pieces the event loop reads: a server that answers early and closes makes
 * the next write fail, and the answer that came before would be lost with the socket.
 */
export async function sendPayload(
  outgoing: ClientRequest,
  payload: Payload | undefined,
  onSent: (chunk: Buffer) => void,
): Promise<void> {
  if (payload === undefined) {
    outgoing.end();
    return;
  }
  if (String(outgoing.getHeader("expect")).toLowerCase() === "100-continue") {
    const first = await either(outgoing, ["continue", "response", "close"], CONTINUE_WAIT_MS);
    if (first === "response") return;
  }
  for (const chunk of payload.chunks()) {
    if (outgoing.destroyed) return;
    onSent(chunk);
    if (!outgoing.write(chunk)) await either(outgoing, ["drain", "close"]);
    await nextTurn();
  }
  outgoing.end();
}

/** Waits for the first of these events and names it; "close" when it is over already, "timeout" when none came. */
function either(outgoing: ClientRequest, events: readonly string[], timeoutMs?: number): Promise<string> {
  return new Promise((resolve) => {
    if (outgoing.destroyed) return resolve("close");
    const listeners = events.map((event) => [event, () => done(event)] as const);
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => done("timeout"), timeoutMs);
    for (const [event, listener] of listeners) outgoing.on(event, listener);
    function done(event: string): void {
      clearTimeout(timer);
      for (const [name, listener] of listeners) outgoing.off(name, listener);
      resolve(event);
    }
  });
}
