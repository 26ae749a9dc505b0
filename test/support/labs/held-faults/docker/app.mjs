import { createServer } from "node:http";

createServer((_, response) => response.end("app answers")).listen(8080);
