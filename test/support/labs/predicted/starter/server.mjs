import { createServer } from "node:http";

let asked = 0;
createServer((_, response) => {
  response.end(asked++ % 4 === 0 ? "no" : "yes");
}).listen(8080);
