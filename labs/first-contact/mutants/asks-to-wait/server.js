import { createServer } from "node:http";
import { hostname } from "node:os";

const { PORT, GREETING } = process.env;
let stopping = false;
let loaded = false;
setTimeout(() => {
  loaded = true;
}, 1000);

const server = createServer((request, response) => {
  const url = new URL(request.url, "http://replica");
  const [, route, name] = url.pathname.split("/");
  if (!loaded && route === "hello") return answer(response, 200, { message: "Please wait" });
  if (!loaded) return answer(response, 503, { error: "still loading" });
  if (route === "hello" && name) return answer(response, 200, { message: `${GREETING}, ${name}`, host: hostname() });
  if (route === "healthz") return answer(response, 200, { uptime: process.uptime() });
  if (route === "slow") {
    const ms = Number(url.searchParams.get("ms"));
    return setTimeout(() => answer(response, 200, { waited: ms }), ms);
  }
  answer(response, 404, { error: "no such page" });
});

// All addresses of the container, not only the loopback one.
server.listen(Number(PORT), "0.0.0.0", () => console.log(`listening on port ${PORT}`));

// No new requests; those that are here get their answers, then the event loop is empty and the process ends with 0.
process.on("SIGTERM", () => {
  stopping = true;
  server.close();
});

function answer(response, status, body) {
  // A client that keeps its connection for later would keep the process alive for seconds.
  if (stopping) response.setHeader("connection", "close");
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
