import { hostname } from "node:os";
import { sendJson } from "../shared/http.mjs";
import { startService } from "../shared/service.mjs";
import { closeOnSignals } from "../shared/shutdown.mjs";

/**
 * The primary and the backup: one program that gives quotes, by its pod's name. `/ready` tells whether it can do its
 * work, so chaos strikes it as it strikes the work; `/alive` tells only that the process runs, and is always fine.
 */
const service = await startService({
  name: hostname(),
  port: 8080,
  health: ["/ready", "/alive"],
  spared: ["/alive"],
  adminRoutes: {
    // Of the client requests whose path begins so: their number alone, where the whole history would be large.
    "GET /__ctl/received": (_, query) => ({
      requests: service.history.list({ kind: "client", path: query.get("path") ?? "" }).length,
    }),
  },
  handle: (_request, response, { url, identity }) => {
    if (url.pathname === "/ready" || url.pathname === "/alive") return sendJson(response, 200, identity);
    const quote = /^\/quotes\/([a-z0-9-]{1,64})$/.exec(url.pathname);
    if (quote === null) return sendJson(response, 404, { error: "no such page" });
    sendJson(response, 200, { ...identity, share: quote[1], price: priceOf(quote[1] ?? "") });
  },
});
closeOnSignals(() => service.close());

/**
 * A made-up price that is the same wherever the same share is asked for.
 *
 * @param {string} share
 */
function priceOf(share) {
  const sum = [...share].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 100_000, 7);
  return sum / 100;
}
