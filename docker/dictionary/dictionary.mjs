import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { sendJson } from "../shared/http.mjs";
import { startService } from "../shared/service.mjs";
import { closeOnSignals } from "../shared/shutdown.mjs";
import { makeEntries } from "./entries.mjs";

/** How long the dictionary takes to load, ms: it listens at once, and is of no use until then. */
const LOAD_MS = 3_000;

/** Empty until it is loaded. */
let entries = new Map();
/** ms since the epoch. */
let readyAt = Number.POSITIVE_INFINITY;

/**
 * A replica of the dictionary, called as its pod is. `/healthz` tells that the process runs; `/readyz` that it can
 * answer, and chaos strikes it as it strikes the answers.
 */
const service = await startService({
  name: hostname(),
  port: 8080,
  spared: ["/", "/healthz"],
  adminRoutes: {
    "GET /__ctl/entries": () => Object.fromEntries(entries),
    // Of the queries that carry a mark (?for=MARK-7): how many there were, and how many of them came too early.
    "GET /__ctl/received": (_, query) => {
      const marked = service.history.list({ kind: "client" }).filter(carries(query.get("for") ?? ""));
      return { requests: marked.length, early: marked.filter(({ at }) => at < readyAt).length };
    },
  },
  handle: (_request, response, { url, identity }) => {
    response.setHeader("x-replica", identity.service);
    if (url.pathname === "/" || url.pathname === "/healthz") return sendJson(response, 200, identity);
    const isReady = entries.size > 0;
    if (url.pathname === "/readyz") return sendJson(response, isReady ? 200 : 404, { ready: isReady, ...identity });
    const word = /^\/define\/([a-z]{1,64})$/.exec(url.pathname)?.[1];
    if (word === undefined) return sendJson(response, 404, { error: "ask for /define/WORD" });
    if (!isReady) return sendJson(response, 500, { error: "the dictionary is not loaded yet" });
    const definition = entries.get(word);
    if (definition === undefined) return sendJson(response, 404, { error: "no such word", word });
    sendJson(response, 200, { word, definition, replica: identity.service });
  },
});
closeOnSignals(() => service.close());

await delay(LOAD_MS);
entries = makeEntries(process.env["EDITION"] ?? "");
readyAt = Date.now();
console.log(`${entries.size} words are loaded`);

/**
 * @param {string} mark
 * @returns {(seen: import("../shared/history.mjs").Seen) => boolean}
 */
function carries(mark) {
  return ({ path }) => path.includes(`for=${mark}-`);
}
