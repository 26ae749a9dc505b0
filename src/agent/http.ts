import { createHash } from "node:crypto";
import { TLSSocket } from "node:tls";
import { payloadOf } from "./body.ts";
import { dial } from "./dial.ts";
import { exchange } from "./exchange.ts";
import { handshakeOf } from "./handshake.ts";
import { NoAnswerError } from "./outcome.ts";
import type { HttpAnswer, HttpRequest } from "./protocol.ts";
import { targetOf } from "./target.ts";

const DEFAULT_TIMEOUT_MS = 5_000;
const DEFAULT_TEXT_BYTES = 65_536;

/**
 * Sends one request over a connection of its own and reads the whole answer. Redirects are not followed and
 * content encodings not undone: a check sees what the service said.
 *
 * @throws InvalidRequestError, CancelledError; whatever the service does wrong is an outcome.
 */
export async function sendHttp(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  const target = targetOf(request);
  const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  try {
    const socket = await dial({ ...target, timeoutMs, signal });
    const { secure } = target;
    const shaken = secure !== undefined && socket instanceof TLSSocket;
    const handshake = shaken ? { tls: handshakeOf(socket, secure.servername) } : {};
    const remote = `${socket.remoteAddress ?? target.host}:${socket.remotePort ?? target.port}`;
    const sent = createHash("sha256");
    const answer = await exchange({
      socket,
      request,
      target,
      payload: payloadOf(request.body),
      onSent: (chunk) => sent.update(chunk),
      textBytes: request.maxBody ?? DEFAULT_TEXT_BYTES,
      timeoutMs: timeoutMs - elapsed(),
      signal,
    });
    return { outcome: "answered", ...answer, sentSha256: sent.digest("hex"), remote, ...handshake, ms: elapsed() };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    return { outcome: error.outcome, phase: error.phase, message: error.message, ms: elapsed() };
  }
}
