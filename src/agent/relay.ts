import net from "node:net";
import { asObject, integer, listOf, object, text } from "./shape.ts";
import { RelayedConnection } from "./traffic/relayed.ts";
import { Tallies } from "./traffic/tallies.ts";

export interface Route {
  /** A port of this container; 0 lets the system choose. */
  readonly listen: number;
  readonly host: string;
  readonly port: number;
}

/** For each route; further ones are closed at once. A browser uses six. */
const MAX_CONNECTIONS = 256;
/** A connection over which nothing passes for this long is given up, so that forgotten ones can't use up the bound. */
const IDLE_MS = 600_000;

/** @throws SyntaxError, InvalidRequestError */
export function parseRoutes(json: string): Route[] {
  const routes: unknown = JSON.parse(json);
  listOf(object({ listen: integer(0, 65_535), host: text, port: integer(1, 65_535) }), 64)(routes, "routes");
  return (Array.isArray(routes) ? routes : []).map((route: unknown) => {
    const { listen, host, port } = asObject(route, "route");
    return { listen: Number(listen), host: String(host), port: Number(port) };
  });
}

/**
 * Listens on every route's port and forwards each connection, half-closes included. What goes wrong with a connection
 * ends that connection alone. Resolves with the servers when all listen.
 *
 * @param tallies count what passes
 * @throws Error when a port can't be listened on.
 */
export function startRelay(routes: readonly Route[], tallies = new Tallies()): Promise<net.Server[]> {
  return Promise.all(routes.map((route) => listen(route, tallies)));
}

function listen(route: Route, tallies: Tallies): Promise<net.Server> {
  const counter = tallies.counter("you", route.host, route.port);
  const server = net.createServer({ allowHalfOpen: true, noDelay: true }, (client) =>
    forward(client, route, new RelayedConnection(counter)),
  );
  server.maxConnections = MAX_CONNECTIONS;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(route.listen, () => {
      server.off("error", reject);
      // Accepting fails when descriptors run out; the next connection may find some.
      server.on("error", (error) => process.stderr.write(`${error.message}\n`));
      resolve(server);
    });
  });
}

function forward(client: net.Socket, { host, port }: Route, connection: RelayedConnection): void {
  const service = net.connect({ host, port, allowHalfOpen: true, noDelay: true });
  let isReached = false;
  service.once("connect", () => {
    isReached = true;
  });
  client.on("data", (chunk) => connection.sent(chunk));
  service.on("data", (chunk) => connection.answered(chunk));
  service.once("close", (failed) => connection.closed(failed && !isReached));
  join(client, service);
  join(service, client);
}

/** One direction: data and its end go over, an error or a reset takes the other side along. */
function join(from: net.Socket, to: net.Socket): void {
  from.pipe(to);
  from.setTimeout(IDLE_MS, () => from.destroy());
  from.on("error", () => to.resetAndDestroy());
  from.on("close", () => {
    // After a clean end in both directions the other side has closed or is about to; otherwise it must not linger.
    if (!from.readableEnded) to.destroy();
  });
}
