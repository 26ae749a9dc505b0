import http from "node:http";
import { asNoAnswer, NoAnswerError, timedOut } from "../outcome.ts";
import type { LoadRecord } from "../protocol.ts";
import { BODY_LIMIT_BYTES } from "../read-body.ts";
import type { Identifier } from "./identify.ts";
import type { LoadShot } from "./template.ts";

export interface Shooting {
  readonly agent: http.Agent;
  /** Opens a connection for each request. */
  readonly freshAgent: http.Agent;
  readonly host: string;
  readonly port: number;
  readonly method: string;
  readonly identifier: Identifier;
}

export type ShotResult = Pick<LoadRecord, "status" | "outcome" | "by" | "retried">;

/** RFC 9110, 9.2.2. */
const IDEMPOTENT: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"]);

/**
 * Sends one request of a load and reads its answer, with as little work as possible. Sent once more when the connection had
 * been used before and ended before a byte of the answer (see `LoadRequest.keepAlive`).
 *
 * @throws Error when the agent itself failed.
 */
export async function shoot(shooting: Shooting, shot: LoadShot, timeoutMs: number): Promise<ShotResult> {
  const first = await attempt(shooting, shot, timeoutMs);
  if (!first.isStale || !IDEMPOTENT.has(shooting.method)) return first.result;
  const second = await attempt({ ...shooting, agent: shooting.freshAgent }, shot, timeoutMs);
  return { ...second.result, retried: true };
}

interface Attempt {
  readonly result: ShotResult;
  /** The connection had been used before and ended without a byte of an answer. */
  readonly isStale: boolean;
}

function attempt(shooting: Shooting, shot: LoadShot, timeoutMs: number): Promise<Attempt> {
  const { agent, host, port, method, identifier } = shooting;
  return new Promise((resolve, reject) => {
    let bytesBefore = 0;
    let isSettled = false;
    const outgoing = http.request({ agent, host, port, method, path: shot.path, headers: shot.headers });
    const timer = setTimeout(
      () => outgoing.destroy(timedOut(outgoing.socket ? "answer" : "connect", timeoutMs)),
      timeoutMs,
    );
    const answered = (status: number, by: string) => {
      isSettled = true;
      clearTimeout(timer);
      resolve({ result: { status, outcome: "answered", by }, isStale: false });
    };
    const fail = (error: Error) => {
      isSettled = true;
      clearTimeout(timer);
      const reason = asNoAnswer(error, "answer");
      if (!(reason instanceof NoAnswerError)) return reject(reason);
      const gotNothing = outgoing.socket?.bytesRead === bytesBefore;
      const isEnded = reason.outcome === "reset" || reason.outcome === "closed";
      const result = { status: 0, outcome: reason.outcome, by: "" };
      resolve({ result, isStale: outgoing.reusedSocket && gotNothing && isEnded });
    };
    outgoing.on("socket", (socket) => {
      bytesBefore = socket.bytesRead;
    });
    outgoing.on("error", fail);
    outgoing.on("close", () => {
      if (!isSettled) fail(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
    });
    outgoing.on("upgrade", (incoming, socket) => {
      socket.destroy();
      answered(incoming.statusCode ?? 0, identifier.name(incoming, Buffer.alloc(0)));
    });
    outgoing.on("response", (incoming) => read(incoming, identifier, answered, fail));
    outgoing.end(shot.body);
  });
}

function read(
  incoming: http.IncomingMessage,
  identifier: Identifier,
  answered: (status: number, by: string) => void,
  fail: (error: Error) => void,
): void {
  const kept: Buffer[] = [];
  let bytes = 0;
  const finish = () => answered(incoming.statusCode ?? 0, identifier.name(incoming, Buffer.concat(kept)));
  incoming.on("data", (chunk: Buffer) => {
    if (bytes < identifier.bodyBytes) kept.push(chunk);
    bytes += chunk.length;
    if (bytes > BODY_LIMIT_BYTES) {
      finish();
      incoming.destroy();
    }
  });
  incoming.on("end", finish);
  incoming.on("error", fail);
}
