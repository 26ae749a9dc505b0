/** The largest body that a provided service takes unless told, bytes. */
const BODY_LIMIT = 16 * 1024 * 1024;

/**
 * The whole body, as the chunks that came (joining them would double the memory of a large one).
 *
 * @param {import("node:http").IncomingMessage} request
 * @param {number} [limit] bytes
 * @returns {Promise<Buffer[]>}
 * @throws {RangeError} when the body is larger
 */
export async function readChunks(request, limit = BODY_LIMIT) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > limit) throw new RangeError(`the body is larger than ${limit} bytes`);
    chunks.push(/** @type {Buffer} */ (chunk));
  }
  return chunks;
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @returns {Promise<unknown>} undefined when there is no body
 * @throws {SyntaxError} when it is no JSON
 */
export async function readJson(request) {
  const text = Buffer.concat(await readChunks(request)).toString();
  return text === "" ? undefined : JSON.parse(text);
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {unknown} value
 */
export function sendJson(response, status, value) {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(`${JSON.stringify(value)}\n`);
}

/**
 * Starts to listen on a port ("all addresses" unless a host is given) or a Unix socket.
 *
 * @param {import("node:http").Server} server
 * @param {{ port: number, host?: string | undefined } | { socket: string }} where
 * @returns {Promise<number>} the port, 0 for a socket
 */
export async function listen(server, where) {
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen("socket" in where ? { path: where.socket } : where, () => resolve(undefined));
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
