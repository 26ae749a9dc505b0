import { createServer } from "node:http";

/** Asks the app anew each time: a connection that stands would tell nothing about the network now. */
const askApp = () =>
  fetch("http://app:8080/", { headers: { connection: "close" }, signal: AbortSignal.timeout(1_000) }).then(
    () => "reached",
    () => "out of reach",
  );

createServer(async (request, response) => response.end(request.url === "/app" ? await askApp() : "hi")).listen(8080);
