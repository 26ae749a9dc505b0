import { createServer } from "node:http";
import { ADMIN_PORT, startAdmin } from "./admin.mjs";
import { ChaosMonkey } from "./chaos.mjs";
import { RequestHistory } from "./history.mjs";
import { listen, sendJson } from "./http.mjs";
import { identityOf } from "./identity.mjs";
import { drain } from "./shutdown.mjs";

/** Longer than any load balancer keeps an idle connection: the service is never the one that closes first. */
const KEEP_ALIVE_MS = 75_000;

/**
 * @typedef {object} ServiceOptions
 * @property {string} name
 * @property {number} port 0 takes a free one
 * @property {string} [host] all addresses unless told
 * @property {import("./admin.mjs").AdminAddress} [admin] port 9900 with PODLAB_TOKEN as the token unless told
 * @property {Readonly<Record<string, import("./admin.mjs").AdminRoute>>} [adminRoutes]
 * @property {readonly string[]} [health] paths that count as health requests; /healthz and /readyz unless told
 * @property {readonly string[]} [spared] paths that chaos never strikes, as a liveness endpoint: the process lives on
 * @property {Handler} handle
 *
 * @typedef {(request: import("node:http").IncomingMessage, response: import("node:http").ServerResponse,
 *   call: Call) => unknown} Handler
 *
 * What a handler knows besides the request; the signal fires when the client goes away.
 * @typedef {{ url: URL, identity: import("./identity.mjs").Identity, signal: AbortSignal }} Call
 *
 * @typedef {object} Service
 * @property {number} port
 * @property {number} adminPort 0 when it is a socket
 * @property {import("./identity.mjs").Identity} identity
 * @property {import("./history.mjs").RequestHistory} history
 * @property {(graceMs?: number) => Promise<void>} close lets requests in flight end (see `drain`)
 */

/**
 * Starts a provided HTTP service: the lab's handler, wrapped in history, counters and chaos, with an admin server.
 * Writes "NAME is listening on port N" when it takes requests. A handler that throws answers 500 and is logged.
 *
 * @param {ServiceOptions} options
 * @returns {Promise<Service>}
 */
export async function startService(options) {
  const { name, port, host, adminRoutes, health = ["/healthz", "/readyz"], spared = [], handle } = options;
  const identity = identityOf(name);
  const history = new RequestHistory();
  const chaos = new ChaosMonkey();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, async (request, response) => {
    const url = new URL(request.url ?? "/", "http://service");
    const kind = health.includes(url.pathname) ? "health" : "client";
    const signal = record(history, kind, request, response);
    try {
      const next = spared.includes(url.pathname) ? "go on" : await chaos.strike(kind, signal);
      if (next === "error") sendJson(response, 500, { error: "chaos", ...identity });
      else await handle(request, response, { url, identity, signal });
    } catch (error) {
      if (!signal.aborted) giveUp(name, response, error);
    }
  });
  const crash = () => process.exit(70);
  const admin = await startAdmin(options.admin ?? defaultAdmin(), { identity, history, chaos, crash }, adminRoutes);
  const taken = await listen(server, { port, host });
  console.log(`${name} is listening on port ${taken}`);
  return {
    port: taken,
    adminPort: admin.port,
    identity,
    history,
    close: (graceMs) => drain([server, admin.server], graceMs),
  };
}

/** @returns {import("./admin.mjs").AdminAddress} */
function defaultAdmin() {
  const token = process.env["PODLAB_TOKEN"];
  if (!token) throw new Error("PODLAB_TOKEN is not set: the admin port must not be open to everybody");
  return { port: ADMIN_PORT, token };
}

/**
 * @param {RequestHistory} history
 * @param {"client" | "health"} kind
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @returns {AbortSignal} fires when the client goes away unanswered
 */
function record(history, kind, request, response) {
  const controller = new AbortController();
  const seen = history.begin(kind, request);
  response.once("close", () => {
    const aborted = !response.writableFinished;
    history.end(seen, { status: response.statusCode, aborted });
    if (aborted) controller.abort();
  });
  return controller.signal;
}

/**
 * @param {string} name
 * @param {import("node:http").ServerResponse} response
 * @param {unknown} error
 */
function giveUp(name, response, error) {
  console.error(`${name}:`, error);
  if (response.headersSent) response.destroy();
  else sendJson(response, 500, { error: "internal error" });
}
