import { hostname } from "node:os";
import { sendJson } from "../shared/http.mjs";
import { startService } from "../shared/service.mjs";
import { closeOnSignals } from "../shared/shutdown.mjs";

const service = await startService({
  name: "replica",
  port: 8080,
  handle: (_, response) => sendJson(response, 200, { host: hostname() }),
});
closeOnSignals(() => service.close());
