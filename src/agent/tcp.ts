import type { Socket } from "node:net";
import { dial } from "./dial.ts";
import { CancelledError } from "./failure.ts";
import { asNoAnswer, NoAnswerError, timedOut } from "./outcome.ts";
import type { TcpAnswer, TcpRequest } from "./protocol.ts";

const DEFAULT_TIMEOUT_MS = 5_000;

/**
 * Connects, sends, and reads up to `readBytes`. What came counts even when the peer then closed, reset or fell silent;
 * that nothing came, though something was waited for, is an outcome of phase "answer".
 *
 * @throws CancelledError
 */
export async function talkTcp(request: TcpRequest, signal: AbortSignal): Promise<TcpAnswer> {
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  const { host, port, send = "", readBytes = 0, timeoutMs = DEFAULT_TIMEOUT_MS } = request;
  try {
    const socket = await dial({ host, port, timeoutMs, signal });
    try {
      if (send !== "") socket.write(send);
      const received = readBytes === 0 ? "" : await read(socket, readBytes, timeoutMs - elapsed(), signal);
      return { outcome: "connected", received, ms: elapsed() };
    } finally {
      // Not destroyed: what was sent should arrive.
      socket.destroySoon();
    }
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    const phase = error.phase === "answer" ? "answer" : "connect";
    return { outcome: error.outcome, phase, message: error.message, ms: elapsed() };
  }
}

async function read(socket: Socket, readBytes: number, timeoutMs: number, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const ended = new Promise<void>((resolve, reject) => {
    const cancel = () => reject(new CancelledError());
    signal.addEventListener("abort", cancel);
    const timer = setTimeout(() => reject(timedOut("answer", timeoutMs)), timeoutMs);
    socket.once("close", () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
    });
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes >= readBytes) resolve();
    });
    socket.on("end", () => reject(new NoAnswerError("closed", "answer", "the connection was closed without a byte")));
    socket.on("error", (error) => reject(asNoAnswer(error, "answer")));
  });
  try {
    await ended;
  } catch (error) {
    socket.destroy();
    if (bytes === 0 || error instanceof CancelledError) throw error;
  }
  socket.pause();
  return Buffer.concat(chunks).subarray(0, readBytes).toString("utf8");
}
