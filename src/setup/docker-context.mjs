import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The engine that Docker's command line would use by its current context, as it stores it in ~/.docker.
 * @param {NodeJS.ProcessEnv} env DOCKER_CONTEXT and DOCKER_CONFIG are read
 * @param {string} home
 * @returns {{ name: string, host: string, certificates?: string } | undefined} undefined for the default context
 */
export function currentContext(env, home) {
  const folder = env["DOCKER_CONFIG"] || join(home, ".docker");
  const name = env["DOCKER_CONTEXT"] || readJson(join(folder, "config.json"))?.["currentContext"];
  if (typeof name !== "string" || name === "" || name === "default") return undefined;
  const id = createHash("sha256").update(name).digest("hex");
  const host = contextHost(readJson(join(folder, "contexts/meta", id, "meta.json")));
  if (!host) return undefined;
  return { name, host, ...(host.startsWith("tcp:") && { certificates: join(folder, "contexts/tls", id, "docker") }) };
}

/**
 * The address in a context's meta.json.
 * @param {unknown} meta
 * @returns {string | undefined}
 */
function contextHost(meta) {
  const endpoints = property(meta, "Endpoints");
  const host = property(property(endpoints, "docker"), "Host");
  return typeof host === "string" && host !== "" ? host : undefined;
}

/**
 * @param {unknown} value
 * @param {string} key
 * @returns {unknown}
 */
function property(value, key) {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

/**
 * @param {string} file
 * @returns {Record<string, unknown> | undefined} undefined when it is missing or damaged: then it decides nothing
 */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
