import { dial } from "./dial.ts";
import { InvalidRequestError } from "./failure.ts";
import { handshakeOf } from "./handshake.ts";
import { NoAnswerError } from "./outcome.ts";
import type { TlsAnswer, TlsRequest, TlsVersion } from "./protocol.ts";
import { contextOf } from "./target.ts";

const DEFAULT_TIMEOUT_MS = 5_000;
const VERSIONS: readonly TlsVersion[] = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];
const OLD_VERSIONS: readonly TlsVersion[] = ["TLSv1", "TLSv1.1"];

/**
 * Shakes hands and hangs up. The certificate is reported, never refused.
 *
 * @throws InvalidRequestError, CancelledError; Error when this build of OpenSSL can't offer the version asked for.
 */
export async function shakeHands(request: TlsRequest, signal: AbortSignal): Promise<TlsAnswer> {
  const began = performance.now();
  const { host, port, timeoutMs = DEFAULT_TIMEOUT_MS } = request;
  const servername = request.servername ?? host;
  const secure = { servername, verify: false, context: contextOf(offerOf(request)) };
  try {
    const socket = await dial({ host, port, timeoutMs, signal, secure });
    const ms = performance.now() - began;
    const handshake = handshakeOf(socket, servername);
    socket.destroy();
    return { outcome: "shaken", ms, ...handshake };
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    const phase = error.phase === "connect" ? "connect" : "handshake";
    return { outcome: error.outcome, phase, message: error.message, ms: performance.now() - began };
  }
}

/** TLS 1.0 and 1.1 need OpenSSL's security level 0, and a lowest version below Node's own. */
function offerOf({ ca, minVersion, maxVersion }: TlsRequest) {
  const isOld = [minVersion, maxVersion].some((version) => version !== undefined && OLD_VERSIONS.includes(version));
  const lowest = minVersion ?? (isOld ? "TLSv1" : undefined);
  // OpenSSL would take it, and only fail to offer anything.
  if (lowest !== undefined && maxVersion !== undefined && VERSIONS.indexOf(lowest) > VERSIONS.indexOf(maxVersion)) {
    throw new InvalidRequestError(`TLS settings: minVersion ${lowest} is above maxVersion ${maxVersion}`);
  }
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(lowest === undefined ? {} : { minVersion: lowest }),
    ...(maxVersion === undefined ? {} : { maxVersion }),
    ...(isOld ? { ciphers: "DEFAULT@SECLEVEL=0" } : {}),
  };
}
