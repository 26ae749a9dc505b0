import { sendJson } from "../shared/http.mjs";
import { startService } from "../shared/service.mjs";
import { closeOnSignals } from "../shared/shutdown.mjs";

/** The port on which each replica listens. */
const PORT = 8080;

/** Names of the replicas that make up the service now. */
const replicas = new Set(["dict-0", "dict-1", "dict-2"]);

/**
 * Knows who is to serve: `GET /replicas` gives a line NAME:PORT for each, in order; `PUT` and `DELETE /replicas/dict-3`
 * change it, `GET` asks for one. Whether they can serve is for others to find out.
 */
const service = await startService({
  name: "registry",
  port: 8000,
  handle: (request, response, { url }) => {
    if (url.pathname === "/replicas") return sendList(response);
    const name = /^\/replicas\/(dict-\d)$/.exec(url.pathname)?.[1];
    if (name === undefined) return sendJson(response, 404, { error: "ask for /replicas or /replicas/dict-0" });
    if (request.method === "PUT") replicas.add(name);
    if (request.method === "DELETE") replicas.delete(name);
    else if (!replicas.has(name)) return sendJson(response, 404, { error: `${name} is not listed` });
    sendList(response);
  },
});
closeOnSignals(() => service.close());

/** @param {import("node:http").ServerResponse} response */
function sendList(response) {
  response.writeHead(200, { "content-type": "text/plain" });
  const lines = [...replicas].sort().map((name) => `${name}:${PORT}\n`);
  response.end(lines.join(""));
}
