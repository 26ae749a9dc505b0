import { sendJson } from "../../../../docker/shared/http.mjs";
import { startService } from "../../../../docker/shared/service.mjs";
import { closeOnSignals } from "../../../../docker/shared/shutdown.mjs";

const service = await startService({
  name: "app",
  port: 8080,
  handle: (request, response, { url, identity }) => {
    const status = Number(url.searchParams.get("status") ?? 200);
    sendJson(response, status, { ...identity, colour: process.env["COLOUR"], method: request.method });
  },
});
closeOnSignals(() => service.close());
