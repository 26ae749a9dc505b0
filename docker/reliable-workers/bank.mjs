import { readJson, sendJson } from "../shared/http.mjs";
import { startService } from "../shared/service.mjs";
import { closeOnSignals } from "../shared/shutdown.mjs";

/**
 * Where the effect of an order is seen: whoever works on it says that it has begun, and charges the customer when it is
 * done. A worker is known by the address it connects from, so it can't speak for another one.
 *
 * @typedef {{ at: number, order: string, worker: string }} Begun `at` in ms since the epoch
 * @typedef {Begun & { cents: number, key: string | null, booked: boolean }} Charge `booked` false: its key was known
 */

/** @type {Begun[]} */
let begun = [];
/** @type {Charge[]} */
let charges = [];
/** @type {Map<string, Charge>} by idempotency key */
let byKey = new Map();
/** @type {Map<string, number>} how long (ms) the answer to an order's first charge is held back, once it is booked */
let holds = new Map();

const service = await startService({
  name: "bank",
  port: 8081,
  adminRoutes: {
    "GET /__ctl/book": () => ({ begun, charges }),
    "PUT /__ctl/hold": (body) => {
      const { order, ms } = membersOf(body);
      holds.set(String(order), Number(ms));
    },
    "POST /__ctl/anew": () => {
      begun = [];
      charges = [];
      byKey = new Map();
      holds = new Map();
    },
  },
  handle: async (request, response, { url, signal }) => {
    const route = `${request.method} ${url.pathname}`;
    if (route === "GET /healthz") return sendJson(response, 200, {});
    if (route === "GET /") return sendJson(response, 200, summary());
    if (route !== "POST /begun" && route !== "POST /charges") {
      return sendJson(response, 404, { error: "there are POST /begun, POST /charges and GET /" });
    }
    const { order, cents } = membersOf(await readJson(request).catch(() => undefined));
    const worker = (request.socket.remoteAddress ?? "").replace("::ffff:", "");
    if (typeof order !== "string") return sendJson(response, 400, { error: '"order": the id of an order' });
    if (route === "POST /begun") {
      begun.push({ at: Date.now(), order, worker });
      return sendJson(response, 200, { order });
    }
    if (!Number.isInteger(cents)) return sendJson(response, 400, { error: '"cents": a whole number' });
    const key = /** @type {string | undefined} */ (request.headers["idempotency-key"]) ?? null;
    const { status, answer } = charge({ at: Date.now(), order, worker, cents: Number(cents), key, booked: false });
    await held(order, signal);
    sendJson(response, status, answer);
  },
});
closeOnSignals(() => service.close());

/**
 * Books the charge, unless its key says that it was booked before: then the answer is that of the first time.
 *
 * @param {Charge} asked
 */
function charge(asked) {
  const { order, worker, cents, key } = asked;
  if (!begun.some((one) => one.order === order && one.worker === worker)) {
    return { status: 409, answer: { error: "who charges for an order has said before that it has begun" } };
  }
  const before = key === null ? undefined : byKey.get(key);
  if (before !== undefined && (before.order !== order || before.cents !== cents)) {
    return { status: 422, answer: { error: `this key was used for ${before.cents} cents of order ${before.order}` } };
  }
  const booked = { ...asked, booked: before === undefined };
  charges.push(booked);
  if (key !== null && before === undefined) byKey.set(key, booked);
  return { status: 200, answer: { order, cents, booked: booked.booked } };
}

/**
 * @param {string} order
 * @param {AbortSignal} signal
 */
async function held(order, signal) {
  const ms = holds.get(order);
  holds.delete(order);
  if (ms === undefined) return;
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => resolve(clearTimeout(timer)), { once: true });
  });
}

/** What the learner sees: how much each worker did, and who was charged twice. */
function summary() {
  const booked = charges.filter((one) => one.booked);
  const times = Object.groupBy(booked, ({ order }) => order);
  const workers = Object.groupBy(begun, ({ worker }) => worker);
  return {
    begunBy: Object.fromEntries(Object.entries(workers).map(([worker, own]) => [worker, own?.length ?? 0])),
    charged: Object.keys(times).length,
    chargedTwice: Object.keys(times).filter((order) => (times[order]?.length ?? 0) > 1),
    begunButNotCharged: [...new Set(begun.map(({ order }) => order))].filter((order) => times[order] === undefined),
  };
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
function membersOf(value) {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
