import { request } from "node:http";

/**
 * The admin routes of a service that is private to its pod, for a check that may run programs in its container:
 * `node ctl.mjs SOCKET METHOD PATH [JSON]` prints the answer; exit code 1 when it was not 200.
 */
const [socketPath, method, path, body] = process.argv.slice(2);
const asked = request({ socketPath, method, path }, (response) => {
  process.exitCode = response.statusCode === 200 ? 0 : 1;
  response.pipe(process.stdout);
});
asked.on("error", (error) => {
  console.error(error.message);
  process.exitCode = 1;
});
asked.end(body);
