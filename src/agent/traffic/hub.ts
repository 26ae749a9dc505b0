import { randomUUID } from "node:crypto";
import net from "node:net";
import { LineSplitter } from "../lines.ts";
import type { TrafficCount } from "../protocol.ts";
import { asObject, integer, listOf, object, oneOf, text } from "../shape.ts";
import type { Tallies } from "./tallies.ts";

/**
 * Where the container's main process collects what all its processes count, for a channel's process ends with its podlab. The name
 * is an abstract one (unix(7)): no file, and nobody outside the agent's own network namespace finds it.
 */
export const HUB = "\0podlab-traffic";

const MAX_LINE = 256 * 1024;
const MAX_CONNECTIONS = 256;

const whole = integer(0, Number.MAX_SAFE_INTEGER);
const count = object({
  from: oneOf("podlab", "you"),
  host: text,
  port: whole,
  requests: whole,
  errors: whole,
  refused: whole,
});
const counts = listOf(count, 1_024);

/**
 * Takes lines `{"add": counts}` into the tallies and answers `{"ask": true}` with a line that holds all of them, and a mark that is
 * new with each start. A connection over which something else comes is closed.
 *
 * @throws Error when the name can't be listened on.
 */
export async function startHub(tallies: Tallies, path = HUB): Promise<net.Server> {
  const instance = randomUUID();
  const server = net.createServer((peer) => {
    const lines = new LineSplitter(MAX_LINE);
    peer.setEncoding("utf8");
    peer.on("error", () => peer.destroy());
    peer.on("data", (piece: string) => {
      try {
        for (const line of lines.push(piece)) {
          const message = asObject(JSON.parse(line ?? ""), "message");
          if ("add" in message) tallies.addAll(asCounts(message["add"]));
          else peer.write(`${JSON.stringify({ instance, counts: tallies.list() })}\n`);
        }
      } catch (error) {
        process.stderr.write(`traffic: ${String(error)}\n`);
        peer.destroy();
      }
    });
  });
  server.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path }, resolve);
  });
  return server;
}

/** @throws InvalidRequestError */
export function asCounts(value: unknown): TrafficCount[] {
  counts(value, "counts");
  return value as TrafficCount[];
}
