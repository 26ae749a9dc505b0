import { getJson, requestEngine } from "./engine-http.mjs";
import { explainFailure, SetupFailure } from "./failure.mjs";

/** The official image, the first choice. */
export const OFFICIAL_ROOT = "node:24-bookworm-slim";

/** How long a registry may keep silent before it counts as out of reach, then between two signs of progress. */
const FIRST_SIGN_MS = 5000;
const NEXT_SIGN_MS = 30_000;

/** @typedef {import("./engine-http.mjs").Address} Address */

/** podlab's own root, for this machine's architecture. */
export function ownRoot() {
  return `podlab/root:24-bookworm-${process.arch}`;
}

/**
 * The root image that is on the engine: what docker/base/Dockerfile gets as ROOT.
 * @param {Address} engine
 * @returns {Promise<{ reference: string, bytes: number } | undefined>}
 */
export async function findRootImage(engine) {
  const references = [OFFICIAL_ROOT, ownRoot()];
  const answers = await Promise.all(references.map((reference) => getJson(engine, `/images/${reference}/json`)));
  const found = answers.findIndex(({ status }) => status === 200);
  const reference = references[found];
  return reference === undefined ? undefined : { reference, bytes: sizeOf(answers[found]?.json) };
}

/**
 * Pulls the official image, unless the registry does not answer soon.
 * @param {Address} engine
 * @param {AbortSignal} signal
 * @returns {Promise<boolean>} whether it is there now
 */
export async function pullOfficialRoot(engine, signal) {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), FIRST_SIGN_MS);
  try {
    const [image = "", tag = ""] = OFFICIAL_ROOT.split(":");
    const path = `/images/create?fromImage=${image}&tag=${tag}`;
    const either = AbortSignal.any([signal, silence.signal]);
    const response = await requestEngine(engine, { method: "POST", path, signal: either });
    for await (const _ of response) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), NEXT_SIGN_MS);
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!silence.signal.aborted && !isNetworkError(error)) throw error;
  } finally {
    clearTimeout(timer);
  }
  return (await getJson(engine, `/images/${OFFICIAL_ROOT}/json`)).status === 200;
}

/**
 * Makes an image of one layer from a tar of a file system.
 * @param {Address} engine
 * @param {NodeJS.ReadableStream} tar
 * @param {string} reference
 * @param {AbortSignal} signal
 */
export async function importImage(engine, tar, reference, signal) {
  const [repository = "", tag = ""] = reference.split(":");
  const changes = encodeURIComponent('CMD ["node"]');
  const path = `/images/create?fromSrc=-&repo=${encodeURIComponent(repository)}&tag=${tag}&changes=${changes}`;
  const headers = { "Content-Type": "application/x-tar" };
  let answer = "";
  let status;
  try {
    const response = await requestEngine(engine, { method: "POST", path, body: tar, headers, signal });
    status = response.statusCode;
    for await (const chunk of response) answer += chunk.toString();
  } catch (error) {
    signal.throwIfAborted();
    throw isNetworkError(error) ? engineGone(error) : error;
  }
  if (status !== 200 || answer.includes('"error"')) throw explainFailure("importing the root image", answer);
}

/** @param {Error} cause */
function engineGone(cause) {
  return new SetupFailure(`importing the root image failed: the engine ended the connection (${cause.message})`, {
    hint: "look at the engine's log, then run the command again",
    cause,
  });
}

/**
 * @param {unknown} error
 * @returns {error is Error}
 */
function isNetworkError(error) {
  return error instanceof Error && "code" in error;
}

/** @param {unknown} json */
function sizeOf(json) {
  const size = typeof json === "object" && json !== null && "Size" in json ? json.Size : 0;
  return typeof size === "number" ? size : 0;
}
