import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { sendJson } from "../shared/http.mjs";
import { startService } from "../shared/service.mjs";
import { closeOnSignals } from "../shared/shutdown.mjs";

/**
 * Puts orders into the queue, as often as it takes until the queue has said that it has them, and reads the dead letters.
 *
 * @typedef {{ id: string, items: { pieces: number, cents: number }[], ms: number }} Order
 *
 * What became of one order on its way in; times in ms since the epoch.
 * @typedef {object} Placed
 * @property {string} order
 * @property {number} at when it was first tried
 * @property {number | null} ackedAt
 * @property {number} accepted how often the queue took it as a new one
 * @property {number} refused how often the queue said that it had it already
 * @property {string} error of the last try that failed
 */

const SUBJECT = "orders.new";
const DEAD_SUBJECT = "orders.dead";
/** For each try and for all of them, ms. */
const TRY_MS = 1_000;
const TRIES_MS = 20_000;
const BETWEEN_TRIES_MS = 250;

/** @type {Map<string, Placed>} */
let placed = new Map();
/** @type {{ at: number, order: string }[]} */
let dead = [];

const connection = await connect({
  servers: "nats:4222",
  name: "shop",
  waitOnFirstConnect: true,
  maxReconnectAttempts: -1,
  reconnectTimeWait: 250,
});
const stream = jetstream(connection, { timeout: TRY_MS });
const manager = await jetstreamManager(connection, { checkAPI: false, timeout: TRY_MS });
connection.subscribe(DEAD_SUBJECT, {
  callback: (_, message) => dead.push({ at: Date.now(), order: idIn(message) }),
});

const service = await startService({
  name: "shop",
  port: 8080,
  adminRoutes: {
    "GET /__ctl/orders": () => ({ now: Date.now(), placed: [...placed.values()], dead }),
    "POST /__ctl/orders": (body) => {
      for (const order of /** @type {Order[]} */ (body)) void place(order);
    },
    "GET /__ctl/queue": queue,
    "POST /__ctl/anew": anew,
  },
  handle: async (request, response, { url }) => {
    const route = `${request.method} ${url.pathname}`;
    if (route === "GET /healthz") return sendJson(response, 200, {});
    if (route === "GET /") return sendJson(response, 200, { ...(await queue()), dead });
    if (route !== "POST /orders")
      return sendJson(response, 404, { error: "there are GET / and POST /orders?count=10" });
    const orders = drawOrders(url.searchParams);
    for (const order of orders) void place(order);
    sendJson(response, 202, { placed: orders.map(({ id }) => id) });
  },
});
closeOnSignals(() => service.close());

/**
 * Tries until the queue has the order. A try that was not answered may have got there all the same, so each has the same
 * message id, by which the queue can tell.
 *
 * @param {Order} order
 */
async function place(order) {
  const known = placed.get(order.id);
  const record = known ?? { order: order.id, at: Date.now(), ackedAt: null, accepted: 0, refused: 0, error: "" };
  placed.set(order.id, record);
  const end = Date.now() + TRIES_MS;
  while (Date.now() < end && placed.get(order.id) === record) {
    try {
      const { duplicate } = await stream.publish(SUBJECT, JSON.stringify(order), { msgID: order.id, timeout: TRY_MS });
      record.ackedAt ??= Date.now();
      if (duplicate) record.refused += 1;
      else record.accepted += 1;
      return;
    } catch (error) {
      record.error = wordsOf(error);
      await delay(BETWEEN_TRIES_MS);
    }
  }
}

/**
 * Where nobody takes what is published, the client says that JetStream is not enabled.
 *
 * @param {unknown} error
 */
function wordsOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.name === "JetStreamNotEnabled" ? `no stream takes ${SUBJECT}` : error.message;
}

/** The orders in the queue, as NATS counts them, over all consumers. */
async function queue() {
  const name = await manager.streams.find(SUBJECT).catch(() => undefined);
  if (name === undefined) return { stream: false, consumers: [] };
  const consumers = await manager.consumers.list(name).next();
  return {
    stream: true,
    consumers: consumers.map((one) => ({
      name: one.name,
      waiting: one.num_pending,
      notAcknowledged: one.num_ack_pending,
    })),
  };
}

/** Forgets everything, and has the queue forget everything. */
async function anew() {
  for (const name of await manager.streams.names().next()) await manager.streams.delete(name);
  placed = new Map();
  dead = [];
}

/** @param {import("@nats-io/transport-node").Msg} message */
function idIn(message) {
  try {
    return String(/** @type {Order} */ (message.json()).id);
  } catch {
    return message.string().slice(0, 40);
  }
}

/**
 * Orders for a learner who looks for himself: so many, which take so long, and so many that can't be worked on.
 *
 * @param {URLSearchParams} query
 * @returns {Order[]}
 */
function drawOrders(query) {
  const number = (/** @type {string} */ name, /** @type {number} */ otherwise, /** @type {number} */ most) =>
    Math.min(most, Number(query.get(name) ?? otherwise) || 0);
  const poison = number("poison", 0, 10);
  return Array.from({ length: number("count", 10, 200) + poison }, (_, index) => ({
    id: randomUUID().slice(0, 8),
    items: [{ pieces: index < poison ? -1 : randomInt(1, 9), cents: randomInt(100, 9_900) }],
    ms: number("ms", 150, 20_000),
  }));
}
