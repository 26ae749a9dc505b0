import { readChunks, sendJson } from "../shared/http.mjs";
import { startService } from "../shared/service.mjs";
import { closeOnSignals } from "../shared/shutdown.mjs";

/**
 * The legacy shop: HTTP only, and only on the loopback address, so nobody outside its pod can reach it. It tells
 * in every answer what it saw of the request. Its admin routes are on a socket in its own /tmp.
 */
const service = await startService({
  name: "legacy-shop",
  port: 8080,
  host: "127.0.0.1",
  admin: { socket: "/tmp/ctl.sock" },
  handle: (request, response, { url, identity }) => {
    if (url.pathname === "/echo") return echo(request, response);
    const orders = /^\/orders\/([a-z0-9-]{1,64})$/.exec(url.pathname);
    if (url.pathname !== "/" && orders === null) return sendJson(response, 404, { error: "no such page" });
    sendJson(response, 200, { ...identity, order: orders?.[1] ?? null, saw: whatISaw(request) });
  },
});
closeOnSignals(() => service.close());

/**
 * Gives the body back as it came.
 *
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
async function echo(request, response) {
  const chunks = await readChunks(request);
  response.writeHead(200, {
    "content-type": "application/octet-stream",
    "content-length": chunks.reduce((sum, chunk) => sum + chunk.length, 0),
  });
  for (const chunk of chunks) response.write(chunk);
  response.end();
}

/** @param {import("node:http").IncomingMessage} request */
function whatISaw(request) {
  const { method, url, headers, socket } = request;
  return { method, path: url, headers, remote: socket.remoteAddress };
}
