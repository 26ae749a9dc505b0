let count = 0;
/** @param {string} url */
const answer = (url) => (url === "/count" ? String(++count) : url.split("/").at(-1));
require("node:http")
  .createServer((request, response) => response.end(answer(request.url ?? "")))
  .listen(8080);
