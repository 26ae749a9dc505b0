import { sendJson } from "../../../../../../docker/shared/http.mjs";
import { startService } from "../../../../../../docker/shared/service.mjs";
import { closeOnSignals } from "../../../../../../docker/shared/shutdown.mjs";

const service = await startService({
  name: "app",
  port: 8080,
  handle: (_, response) => sendJson(response, 200, { from: "app" }),
});
closeOnSignals(() => service.close());
