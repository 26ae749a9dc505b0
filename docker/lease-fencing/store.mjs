import { readFileSync } from "node:fs";
import { readJson, sendJson } from "../shared/http.mjs";
import { startService } from "../shared/service.mjs";
import { closeOnSignals } from "../shared/shutdown.mjs";

/**
 * What only the leader may write to. It keeps a record of all that came: who a writer is, it knows by the address that
 * the connection comes from, so that nobody can speak for another one.
 *
 * @typedef {object} Write
 * @property {number} seq counted from 1, in the order of acceptance or refusal
 * @property {number} at ms since the epoch, never going back
 * @property {string} writer the pod's name
 * @property {string | null} token a whole number, as decimal digits: it may be larger than JavaScript's numbers can tell
 * @property {boolean} accepted false: a larger token was known
 */

/** The latest writes that are remembered. */
const REMEMBERED = 50_000;
/** What GET / shows. */
const SHOWN_MS = 10_000;
const TOKEN = /^\d{1,30}$/;

const names = namesByAddress();
/** @type {Write[]} */
let record = [];
let seq = 0;
/** Requests that were no write, for their token was none. */
let unreadable = 0;
/** @type {bigint | undefined} the largest token that was ever accepted */
let highest;

const service = await startService({
  name: "store",
  port: 8080,
  adminRoutes: {
    "GET /__ctl/record": (_, query) => {
      const after = Number(query.get("after") ?? 0);
      return { now: now(), seq, unreadable, writes: record.filter((write) => write.seq > after) };
    },
  },
  handle: async (request, response, { url }) => {
    const route = `${request.method} ${url.pathname}`;
    if (route === "GET /healthz") return sendJson(response, 200, {});
    if (route === "GET /") return sendJson(response, 200, summary());
    if (route !== "POST /writes") return sendJson(response, 404, { error: "there are POST /writes and GET /" });
    const token = tokenIn(await readJson(request).catch(() => undefined));
    if (token === undefined) {
      unreadable++;
      return sendJson(response, 400, { error: '"token": a whole number, from 0' });
    }
    const accepted = token === null || highest === undefined || BigInt(token) >= highest;
    if (accepted && token !== null) highest = BigInt(token);
    note({ seq: ++seq, at: now(), writer: writerOf(request), token, accepted });
    if (accepted) return sendJson(response, 200, { accepted });
    sendJson(response, 409, { error: `token ${token} is stale: a write with token ${highest} was here before` });
  },
});
closeOnSignals(() => service.close());

/** @param {Write} write */
function note(write) {
  record.push(write);
  if (record.length > REMEMBERED) record = record.slice(-REMEMBERED / 2);
}

/** A clock that is not set while the process runs. */
function now() {
  return Math.round((performance.timeOrigin + performance.now()) * 10) / 10;
}

/**
 * @param {unknown} body
 * @returns {string | null | undefined} null where none was sent, undefined where it is none
 */
function tokenIn(body) {
  const { token } = /** @type {Record<string, unknown>} */ (typeof body === "object" && body !== null ? body : {});
  if (token === undefined || token === null) return null;
  if (typeof token !== "string" && !Number.isSafeInteger(token)) return undefined;
  const digits = String(token);
  return TOKEN.test(digits) ? BigInt(digits).toString() : undefined;
}

/** @param {import("node:http").IncomingMessage} request */
function writerOf(request) {
  const address = (request.socket.remoteAddress ?? "").replace("::ffff:", "");
  return names.get(address) ?? address;
}

/** podlab writes all pods of the lab into /etc/hosts. */
function namesByAddress() {
  const lines = readFileSync("/etc/hosts", "utf8").split("\n");
  return new Map(
    lines.map((line) => {
      const [address = "", name = ""] = line.trim().split(/\s+/);
      return [address, name];
    }),
  );
}

/** What the learner sees: who has written lately, with which tokens. */
function summary() {
  const lately = record.filter(({ at }) => at > now() - SHOWN_MS);
  const groups = Map.groupBy(
    lately,
    ({ writer, token }) => `${writer} ${token === null ? "without a token" : `with token ${token}`}`,
  );
  return {
    highestToken: highest === undefined ? null : String(highest),
    last10Seconds: Object.fromEntries(
      [...groups].map(([who, writes]) => {
        const accepted = writes.filter((write) => write.accepted).length;
        const secondsAgo = Math.round((now() - (writes.at(-1)?.at ?? 0)) / 100) / 10;
        return [who, { accepted, refused: writes.length - accepted, secondsAgo }];
      }),
    ),
  };
}
