import { timingSafeEqual } from "node:crypto";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { parseChaos } from "./chaos.mjs";
import { listen, readJson, sendJson } from "./http.mjs";

/** The port and the header by which podlab asks a provided service about itself. */
export const ADMIN_PORT = 9900;
export const TOKEN_HEADER = "x-podlab-token";

/**
 * Where the admin routes are offered. A port is for services that the agent reaches, and needs a token. A Unix socket
 * is for services that are private to their pod: neighbours share its network but not its files.
 *
 * @typedef {{ port: number, host?: string, token: string } | { socket: string }} AdminAddress
 *
 * A lab's own route: gets the body as JSON and the query, gives what is answered as JSON.
 * @typedef {(body: unknown, query: URLSearchParams) => unknown} AdminRoute
 *
 * What the standard routes are about.
 * @typedef {object} Administered
 * @property {import("./identity.mjs").Identity} identity
 * @property {import("./history.mjs").RequestHistory} history
 * @property {import("./chaos.mjs").ChaosMonkey} chaos
 * @property {() => void} crash
 */

/**
 * Serves `GET /__ctl/identity`, `/counters`, `/traffic`, `/history?kind=&path=`, `/chaos`, `PUT /__ctl/chaos`,
 * `POST /__ctl/reset` and the lab's own routes ("GET /__ctl/replicas").
 *
 * @param {AdminAddress} address
 * @param {Administered} administered
 * @param {Readonly<Record<string, AdminRoute>>} [own]
 * @returns {Promise<{ server: import("node:http").Server, port: number }>} port 0 for a socket
 */
export async function startAdmin(address, administered, own = {}) {
  const routes = { ...standardRoutes(administered), ...own };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://admin");
    const route = routes[`${request.method} ${url.pathname}`];
    if (!allowed(request, address)) return sendJson(response, 403, { error: `${TOKEN_HEADER} is missing or wrong` });
    if (route === undefined) return sendJson(response, 404, { error: "unknown route", routes: Object.keys(routes) });
    void answer(route, request, response, url.searchParams);
  });
  // A container that is killed and started again finds the socket of its former life.
  if ("socket" in address) rmSync(address.socket, { force: true });
  return { server, port: await listen(server, address) };
}

/**
 * @param {Administered} administered
 * @returns {Record<string, AdminRoute>}
 */
function standardRoutes({ identity, history, chaos, crash }) {
  return {
    "GET /__ctl/identity": () => identity,
    "GET /__ctl/counters": () => history.counters,
    // The instance tells when it began to count from 0 again.
    "GET /__ctl/traffic": () => ({ instance: identity.instance, callers: history.callers }),
    "GET /__ctl/history": (_, query) =>
      history.list({ kind: query.get("kind") ?? undefined, path: query.get("path") ?? undefined }),
    "GET /__ctl/chaos": () => chaos.current,
    "PUT /__ctl/chaos": (body) => {
      chaos.set(parseChaos(body));
      // The answer goes out first: the crash is ordered, not an accident of the order.
      if (chaos.current.mode === "crash") setImmediate(crash);
      return chaos.current;
    },
    "POST /__ctl/reset": () => {
      history.reset();
      return history.counters;
    },
  };
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {AdminAddress} address
 */
function allowed(request, address) {
  if ("socket" in address) return true;
  const given = Buffer.from(String(request.headers[TOKEN_HEADER] ?? ""));
  const token = Buffer.from(address.token);
  return given.length === token.length && timingSafeEqual(given, token);
}

/**
 * @param {AdminRoute} route
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {URLSearchParams} query
 */
async function answer(route, request, response, query) {
  try {
    sendJson(response, 200, (await route(await readJson(request), query)) ?? {});
  } catch (error) {
    sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
  }
}
