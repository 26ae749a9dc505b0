// Connects to NATS and makes the queue as queue.json says. It is given: read it, leave it as it is.
import { readFile } from "node:fs/promises";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, nanos } from "@nats-io/transport-node";

const settings = JSON.parse(await readFile(new URL("queue.json", import.meta.url), "utf8"));

/**
 * Opens the queue of orders for a consumer. Workers that give the same name share one consumer, and so its messages;
 * another name is another consumer, which gets every message too.
 *
 * Gives { messages, streams }: `messages` is the consumer of NATS's JavaScript client, with next() for one message, fetch()
 * for some, consume() for an endless stream of them; `streams` has publish(subject, data), which waits until NATS has it.
 */
export async function openQueue(name) {
  const connection = await connect({
    servers: "nats:4222",
    waitOnFirstConnect: true,
    reconnect: false,
  });
  const manager = await jetstreamManager(connection);
  await makeStream(manager, {
    name: "ORDERS",
    subjects: ["orders.new"],
    storage: settings.storage,
    duplicate_window: nanos(settings.duplicate_window_s * 1000),
    max_bytes: 8_000_000,
    discard: "old",
  });
  await makeStream(manager, { name: "DEAD", subjects: ["orders.dead"], max_bytes: 1_000_000, discard: "old" });
  await manager.consumers.add("ORDERS", {
    durable_name: name,
    ack_policy: "explicit",
    ack_wait: nanos(settings.ack_wait_s * 1000),
    max_deliver: settings.max_deliver,
    max_ack_pending: settings.max_ack_pending,
  });
  const streams = jetstream(connection);
  return { messages: await streams.consumers.get("ORDERS", name), streams };
}

/** A stream that is there already is changed; where NATS can't do that (its storage), it is made anew. */
async function makeStream(manager, config) {
  try {
    await manager.streams.add(config);
  } catch {
    try {
      await manager.streams.update(config.name, config);
    } catch {
      await manager.streams.delete(config.name);
      await manager.streams.add(config);
    }
  }
}
