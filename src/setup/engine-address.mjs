import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { currentContext } from "./docker-context.mjs";
import { requestEngine } from "./engine-http.mjs";

/** A local engine answers a ping within a few milliseconds; one that is starting or remote may take longer. */
const PING_TIMEOUT_MS = 2000;

/**
 * @typedef {object} FoundEngine
 * @property {string} host "unix:///var/run/docker.sock" or "tcp://10.0.0.5:2376"
 * @property {"docker" | "podman"} kind
 * @property {string} [version] of the API: "1.41"
 * @property {string} [certificates] a folder with ca.pem, cert.pem and key.pem, for an engine behind TLS
 *
 * @typedef {object} Candidate
 * @property {string} host
 * @property {string} from where the address comes from: "DOCKER_HOST"
 * @property {string} [certificates]
 *
 * @typedef {Candidate & { problem: string, code?: string }} TriedAddress `code` is the system's: "ENOENT", "EACCES"
 *
 * @typedef {{ engine: FoundEngine | undefined, tried: TriedAddress[] }} Finding `tried` are those that did not answer
 */

/**
 * Finds the engine that podlab uses: the first that answers of DOCKER_HOST, Docker's current context, and the usual sockets
 * of Docker and Podman. A DOCKER_HOST is an order: where it is set, nothing else is tried.
 * @param {{ env?: NodeJS.ProcessEnv, home?: string, timeoutMs?: number }} [options]
 * @returns {Promise<Finding>}
 */
export async function findEngine({ env = process.env, home = homedir(), timeoutMs = PING_TIMEOUT_MS } = {}) {
  /** @type {TriedAddress[]} */
  const tried = [];
  for (const candidate of candidates(env, home)) {
    const answer = await ping(candidate, timeoutMs);
    if ("kind" in answer) return { engine: answer, tried };
    tried.push({ ...candidate, ...answer });
  }
  return { engine: undefined, tried };
}

/**
 * Where an engine may be, the most wanted first.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home
 * @returns {Candidate[]}
 */
export function candidates(env, home) {
  const ordered = env["DOCKER_HOST"];
  if (ordered) {
    const certificates = env["DOCKER_TLS_VERIFY"] ? env["DOCKER_CERT_PATH"] || join(home, ".docker") : undefined;
    return [{ host: ordered, from: "DOCKER_HOST", ...(certificates && { certificates }) }];
  }
  const runtime = env["XDG_RUNTIME_DIR"];
  const context = currentContext(env, home);
  const found = [
    ...(context ? [{ ...context, from: `Docker's context "${context.name}"` }] : []),
    socket("/var/run/docker.sock", "Docker"),
    ...(runtime ? [socket(`${runtime}/docker.sock`, "rootless Docker")] : []),
    socket(`${home}/.docker/run/docker.sock`, "Docker Desktop"),
    ...(runtime ? [socket(`${runtime}/podman/podman.sock`, "rootless Podman")] : []),
    socket("/run/podman/podman.sock", "Podman"),
  ];
  return found.filter(({ host }, index) => found.findIndex((other) => other.host === host) === index);
}

/**
 * @param {string} path
 * @param {string} from
 * @returns {Candidate}
 */
function socket(path, from) {
  return { host: `unix://${path}`, from };
}

/**
 * @param {Candidate} candidate
 * @param {number} timeoutMs
 * @returns {Promise<FoundEngine | { problem: string, code?: string }>}
 */
async function ping({ host, certificates }, timeoutMs) {
  if (!/^(unix|tcp):\/\//.test(host)) return { problem: "podlab reaches engines over unix:// and tcp:// only" };
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const address = { host, ...(certificates && { certificates }) };
    const response = await requestEngine(address, { method: "GET", path: "/_ping", signal });
    response.resume();
    if (response.statusCode !== 200) return { problem: `answers ${response.statusCode} to a ping` };
    const version = response.headers["api-version"];
    const kind = response.headers["libpod-api-version"] ? "podman" : "docker";
    return { ...address, kind, ...(typeof version === "string" && { version }) };
  } catch (error) {
    if (signal.aborted) return { problem: "does not answer" };
    return explain(error, host);
  }
}

/**
 * @param {unknown} error
 * @param {string} host
 * @returns {{ problem: string, code?: string }}
 */
function explain(error, host) {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
  switch (code) {
    case "ENOENT":
      return { problem: "is not there", code };
    case "EACCES":
      // In a folder that this user may not enter (somebody else's home) nobody knows whether there is a socket.
      if (!existsSync(host.slice("unix://".length))) return { problem: "is out of this user's reach", code: "ENOENT" };
      return { problem: "may not be used by this user", code };
    case "ECONNREFUSED":
      return { problem: "is there, but nothing listens", code };
    case undefined:
      return { problem: String(error) };
    default:
      return { problem: error instanceof Error ? error.message : code, code };
  }
}
