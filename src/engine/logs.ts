import type { Readable } from "node:stream";
import type { Connection } from "./connection.ts";
import { demultiplex } from "./demux.ts";
import { drain } from "./streams.ts";
import type { Engine } from "./types.ts";

/** A container's output: both of its streams in the order in which the engine got them. */
export function logMethods(connection: Connection): Pick<Engine, "logs" | "followLogs"> {
  return {
    async logs(id, { tail, timestamps }) {
      const query = { tail: tail === undefined ? "all" : String(tail), timestamps: String(timestamps ?? false) };
      const parts: string[] = [];
      const stream = await open(connection, id, query);
      await connection.call(() => pass(stream, (text) => parts.push(text)));
      return parts.join("");
    },
    async followLogs(id, { tail, signal, onText }) {
      try {
        const stream = await open(connection, id, { tail: String(tail), follow: "true" }, signal);
        await connection.call(() => pass(stream, onText, signal), signal);
      } catch (thrown) {
        if (!signal.aborted) throw thrown;
      }
    },
  };
}

function open(
  { request }: Connection,
  id: string,
  query: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Readable> {
  const path = `/containers/${id}/logs`;
  return request({ method: "GET", path, query: { stdout: "true", stderr: "true", ...query }, signal });
}

async function pass(stream: Readable, onText: (text: string) => void, signal?: AbortSignal): Promise<void> {
  const output = demultiplex({ stdout: onText, stderr: onText });
  await drain(stream, (chunk) => output.push(chunk), signal);
  output.end();
}
