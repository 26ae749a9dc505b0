import { get } from "node:http";
import { sendJson } from "../shared/http.mjs";
import { startService } from "../shared/service.mjs";
import { closeOnSignals } from "../shared/shutdown.mjs";

/**
 * The shop, which knows one address of the recommendations, localhost:8080, and nothing of versions: it shows what
 * the user in its query is recommended.
 */
const service = await startService({
  name: "shop",
  port: 3000,
  handle: async (_request, response, { url, signal }) => {
    if (url.pathname === "/healthz") return sendJson(response, 200, {});
    const user = url.searchParams.get("user") ?? "ann";
    try {
      const { status, text } = await recommendations(url.pathname, user, signal);
      sendJson(response, status, { user, asked: `localhost:8080${url.pathname}`, status, answer: text.trim() });
    } catch (error) {
      sendJson(response, 502, { user, error: error instanceof Error ? error.message : String(error) });
    }
  },
});
closeOnSignals(() => service.close());

/**
 * @param {string} path
 * @param {string} user
 * @param {AbortSignal} signal
 * @returns {Promise<{ status: number, text: string }>}
 */
function recommendations(path, user, signal) {
  return new Promise((resolve, reject) => {
    const asked = get(
      { host: "localhost", port: 8080, path, headers: { "x-user-id": user }, signal },
      async (answer) => {
        let text = "";
        for await (const chunk of answer) text += chunk;
        resolve({ status: answer.statusCode ?? 0, text });
      },
    );
    asked.on("error", reject);
  });
}
