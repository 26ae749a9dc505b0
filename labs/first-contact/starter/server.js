// A first draft: it greets everybody in the same way, at one place only it can see.
import { createServer } from "node:http";

const server = createServer((request, response) => {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ message: "Hello, world" }));
});

server.listen(3000, "127.0.0.1", () => console.log("listening on 127.0.0.1:3000"));
