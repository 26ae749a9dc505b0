import { readChunks, sendJson } from "../shared/http.mjs";
import { startService } from "../shared/service.mjs";
import { closeOnSignals } from "../shared/shutdown.mjs";

/**
 * Says which share of the users the experiment is to have: `GET /percent` gives a whole number and a line's end,
 * `PUT /percent` takes one of 0 to 100.
 */
let percent = 10;

const service = await startService({
  name: "dial",
  port: 8000,
  handle: async (request, response, { url }) => {
    if (url.pathname !== "/percent") return sendJson(response, 404, { error: "only /percent is here" });
    if (request.method === "PUT") {
      const asked = Buffer.concat(await readChunks(request, 100))
        .toString()
        .trim();
      if (!/^(\d\d?|100)$/.test(asked)) {
        return sendJson(response, 400, { error: `a whole number of 0 to 100, not "${asked}"` });
      }
      percent = Number(asked);
    }
    response.writeHead(200, { "content-type": "text/plain" });
    response.end(`${percent}\n`);
  },
});
closeOnSignals(() => service.close());
