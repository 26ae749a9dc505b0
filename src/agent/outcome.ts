import { errorCode } from "./failure.ts";
import type { NoAnswer } from "./protocol.ts";

/** How far an exchange had come. */
export type Phase = "connect" | "handshake" | "answer";

/** A service gave no (proper) answer: an observation, not a failure of the agent. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
  readonly outcome: NoAnswer;
  readonly phase: Phase;

  constructor(outcome: NoAnswer, phase: Phase, message: string, cause?: unknown) {
    super(message, { cause });
    this.outcome = outcome;
    this.phase = phase;
  }
}

/**
 * What an error of a socket or a parser says about the service. Returned as it is when it says nothing about the
 * service but something about the agent: no more file descriptors, ports or memory, a protocol that its OpenSSL lacks.
 */
export function asNoAnswer(error: Error, phase: Phase): Error {
  if (error instanceof NoAnswerError) return error;
  const outcome = classify(error, phase);
  return outcome === undefined ? error : new NoAnswerError(outcome, phase, wordsOf(error), error);
}

/** OpenSSL's reason ("wrong version number") says all that its message does, less the addresses and file names. */
function wordsOf(error: Error): string {
  if ("reason" in error && typeof error.reason === "string" && error.reason !== "") return error.reason;
  return error.message || errorCode(error);
}

export function timedOut(phase: Phase, timeoutMs: number): NoAnswerError {
  const what = { connect: "no connection", handshake: "no TLS handshake", answer: "no complete answer" }[phase];
  return new NoAnswerError("timeout", phase, `${what} within ${Math.round(timeoutMs)} ms`);
}

function classify(error: Error, phase: Phase): NoAnswer | undefined {
  const code = errorCode(error);
  if (code === "ECONNRESET" && !("syscall" in error)) return "closed"; // Node's own "socket hang up": the peer ended the connection
  if (code.startsWith("HPE_")) return "malformed";
  const known = outcomes.get(code);
  if (known !== undefined) return known;
  if (ownTlsLimits.has(code)) return undefined;
  // TLS alerts and records that can't be read come during the handshake and, with TLS 1.3, also after it.
  if (phase === "handshake" || code === "EPROTO" || code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_")) {
    return "tls";
  }
  return undefined;
}

const outcomes: ReadonlyMap<string, NoAnswer> = new Map([
  ["ECONNREFUSED", "refused"],
  ["ECONNRESET", "reset"],
  ["EPIPE", "reset"],
  ["ECONNABORTED", "reset"],
  ["ETIMEDOUT", "timeout"],
  ["ENOTFOUND", "unresolved"],
  ["EAI_AGAIN", "unresolved"],
  ["EHOSTUNREACH", "unreachable"],
  ["ENETUNREACH", "unreachable"],
  ["EHOSTDOWN", "unreachable"],
]);

/** OpenSSL's complaints about what it was told to offer, before anything was sent. */
const ownTlsLimits: ReadonlySet<string> = new Set([
  "ERR_SSL_NO_PROTOCOLS_AVAILABLE",
  "ERR_SSL_NO_CIPHERS_AVAILABLE",
  "ERR_SSL_NO_CIPHER_MATCH",
  "EMFILE",
  "ENFILE",
  "ENOMEM",
]);
