import http from "node:http";
import type { Socket } from "node:net";
import type { Payload } from "./body.ts";
import { CancelledError } from "./failure.ts";
import { headersFor } from "./headers.ts";
import { asNoAnswer, timedOut } from "./outcome.ts";
import type { HttpRequest } from "./protocol.ts";
import { type AnswerBody, BodyReader } from "./read-body.ts";
import { sendPayload } from "./send-payload.ts";
import type { Target } from "./target.ts";

export interface Exchange {
  /** Connected, and handed over: it is closed at the end. */
  readonly socket: Socket;
  readonly request: HttpRequest;
  readonly target: Target;
  readonly payload: Payload | undefined;
  readonly onSent: (chunk: Buffer) => void;
  /** How much of the answer's body to keep as text. */
  readonly textBytes: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface Answer extends AnswerBody {
  readonly status: number;
  readonly headers: Record<string, string>;
}

/**
 * One request and its answer over a connection that stands.
 *
 * @throws NoAnswerError, CancelledError
 */
export function exchange(options: Exchange): Promise<Answer> {
  const { socket, request, target, payload, timeoutMs, signal } = options;
  return new Promise<Answer>((resolve, reject) => {
    const fail = (error: Error) => reject(asNoAnswer(error, "answer"));
    const cancel = () => reject(new CancelledError());
    if (signal.aborted) return cancel();
    signal.addEventListener("abort", cancel);
    const timer = setTimeout(() => fail(timedOut("answer", timeoutMs)), timeoutMs);
    socket.once("close", () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
    });

    const outgoing = http.request({
      createConnection: () => socket,
      method: request.method ?? "GET",
      path: target.path,
      headers: headersFor(request.headers ?? {}, target.authority, payload?.bytes),
    });
    outgoing.on("error", fail);
    // Last resort: a connection that ends in a way that Node reports as no error.
    outgoing.on("close", () => fail(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" })));
    outgoing.on("response", (incoming) => {
      const reader = new BodyReader(options.textBytes);
      const finish = () => resolve({ ...headOf(incoming), ...reader.finish() });
      incoming.on("error", fail);
      incoming.on("data", (chunk: Buffer) => {
        if (!reader.take(chunk)) finish();
      });
      incoming.on("end", finish);
    });
    // A switch of protocols is an answer without a body; nothing more is read.
    const switched = (incoming: http.IncomingMessage) =>
      resolve({ ...headOf(incoming), ...new BodyReader(0).finish() });
    outgoing.on("upgrade", switched);
    outgoing.on("connect", switched);
    sendPayload(outgoing, payload, options.onSent).catch(fail);
  }).finally(() => socket.destroy());
}

function headOf(incoming: http.IncomingMessage): { status: number; headers: Record<string, string> } {
  const entries = Object.entries(incoming.headersDistinct).map(([name, values]) => [name, values?.join(", ") ?? ""]);
  return { status: incoming.statusCode ?? 0, headers: Object.fromEntries(entries) };
}
