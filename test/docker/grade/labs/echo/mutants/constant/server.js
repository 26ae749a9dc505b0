require("node:http").createServer((request, response) => response.end(request.url === "/count" ? "7" : request.url)).listen(8080);
