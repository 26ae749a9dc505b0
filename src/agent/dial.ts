import net from "node:net";
import tls from "node:tls";
import { CancelledError } from "./failure.ts";
import { identityError } from "./handshake.ts";
import { asNoAnswer, NoAnswerError, type Phase, timedOut } from "./outcome.ts";

export interface DialOptions {
  readonly host: string;
  readonly port: number;
  /** For connecting and the handshake together. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly secure?: SecureOptions;
}

export interface SecureOptions {
  /** The name to ask for; an address is verified but not sent as SNI, which allows names only. */
  readonly servername: string;
  /** The certificate must verify, or there is no connection. */
  readonly verify: boolean;
  readonly context: tls.SecureContext;
}

/**
 * Opens a connection and, with `secure`, shakes hands over it.
 *
 * @throws NoAnswerError when the service can't be reached, or its certificate had to verify and did not.
 * @throws CancelledError when the signal aborts.
 */
export function dial(options: DialOptions & { secure: SecureOptions }): Promise<tls.TLSSocket>;
export function dial(options: DialOptions): Promise<net.Socket>;
export function dial(options: DialOptions): Promise<net.Socket> {
  const { host, port, timeoutMs, signal, secure } = options;
  return new Promise((resolve, reject) => {
    if (signal.aborted) throw new CancelledError();
    let phase: Phase = "connect";
    const plain = net.connect({ host, port, noDelay: true });
    let socket = plain;
    const timer = setTimeout(() => fail(timedOut(phase, timeoutMs)), timeoutMs);
    const cancel = () => fail(new CancelledError());
    signal.addEventListener("abort", cancel);

    plain.on("error", fail);
    plain.once("connect", () => {
      if (secure === undefined) return succeed();
      phase = "handshake";
      const secured = shake(plain, secure);
      socket = secured;
      secured.on("error", fail);
      secured.once("secureConnect", () => {
        const problem = secure.verify ? identityError(secured, secure.servername) : "";
        if (problem === "") succeed();
        else fail(new NoAnswerError("tls", "handshake", `the certificate does not verify: ${problem}`));
      });
    });

    function succeed(): void {
      release();
      resolve(socket);
    }
    // The listener stays, so that a late error of a socket that nobody reads can't become an uncaught exception.
    function fail(error: Error): void {
      release();
      socket.destroy();
      plain.destroy();
      reject(asNoAnswer(error, phase));
    }
    function release(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
    }
  });
}

function shake(socket: net.Socket, { servername, context }: SecureOptions): tls.TLSSocket {
  return tls.connect({
    socket,
    secureContext: context,
    rejectUnauthorized: false,
    // The name is checked afterwards, so that it can be reported apart from the chain.
    checkServerIdentity: () => undefined,
    ALPNProtocols: ["http/1.1"],
    ...(net.isIP(servername) === 0 ? { servername } : {}),
  });
}
