import { createServer } from "node:http";

const askApp = () => fetch("http://app:8080/", { signal: AbortSignal.timeout(3_000) }).then((answer) => answer.text());
createServer(async (request, response) => {
  const text = request.url === "/app" ? await askApp().catch(String) : "work answers";
  response.statusCode = text.endsWith(" answers") ? 200 : 502;
  response.end(text);
}).listen(8080);
