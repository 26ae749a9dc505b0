import { sendJson } from "../shared/http.mjs";
import { startService } from "../shared/service.mjs";
import { closeOnSignals } from "../shared/shutdown.mjs";

/**
 * One version of the recommendations service: "web", which everybody knows, or "experiment", which is to be tried.
 * It answers every path and keeps who asked for what.
 */
const service = await startService({
  name: process.env["SERVICE"] ?? "web",
  port: 8000,
  adminRoutes: { "GET /__ctl/asked": () => service.history.list({ kind: "client" }).map(asked) },
  handle: (request, response, { url, identity }) =>
    sendJson(response, 200, { ...identity, path: url.pathname, user: request.headers["x-user-id"] ?? null }),
});
closeOnSignals(() => service.close());

/** @param {import("../shared/history.mjs").Seen} seen */
function asked({ method, path, headers }) {
  return `${method} ${path} for ${headers["x-user-id"] ?? "nobody"}`;
}
