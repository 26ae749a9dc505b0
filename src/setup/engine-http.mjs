import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Address
 * @property {string} host "unix:///var/run/docker.sock" or "tcp://10.0.0.5:2376"
 * @property {string} [certificates] a folder with ca.pem, cert.pem and key.pem, for an engine behind TLS
 */

/**
 * One request to an engine, over its socket or TCP.
 * @param {Address} address
 * @param {{ method: string, path: string, body?: NodeJS.ReadableStream, headers?: Record<string, string>, signal?: AbortSignal }} options
 * @returns {Promise<import("node:http").IncomingMessage>} when the headers have come; the body is still to be read
 */
export async function requestEngine(address, { method, path, body, headers, signal }) {
  const target = connection(address);
  // TLS takes longer to load than a local engine to answer, and few engines are behind it.
  const { request: send } = "ca" in target ? await import("node:https") : await import("node:http");
  return new Promise((resolve, reject) => {
    const request = send(
      { ...target, method, path, headers: { Host: "engine", ...headers }, signal, agent: false },
      resolve,
    );
    request.on("error", reject);
    if (body) body.on("error", (error) => request.destroy(error)).pipe(request);
    else request.end();
  });
}

/**
 * Asks for JSON.
 * @param {Address} address
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ status: number, json: unknown }>}
 */
export async function getJson(address, path, signal) {
  const response = await requestEngine(address, { method: "GET", path, ...(signal && { signal }) });
  const text = await readText(response);
  return { status: response.statusCode ?? 0, json: text === "" ? undefined : JSON.parse(text) };
}

/** @param {NodeJS.ReadableStream} stream */
async function readText(stream) {
  let text = "";
  for await (const chunk of stream) text += chunk.toString();
  return text;
}

/** @param {Address} address */
function connection({ host, certificates }) {
  if (host.startsWith("unix://")) return { socketPath: host.slice("unix://".length) };
  const { hostname, port } = new URL(host);
  const target = { host: hostname, port: Number(port || (certificates ? 2376 : 2375)) };
  if (!certificates || !existsSync(join(certificates, "ca.pem"))) return target;
  const read = (/** @type {string} */ name) => {
    const file = join(certificates, name);
    return existsSync(file) ? readFileSync(file) : undefined;
  };
  return { ...target, ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem") };
}
