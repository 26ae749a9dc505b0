// Another way: the work is done in a process of its own. When it dies, the worker is still there to say so.
import { fork } from "node:child_process";
import { once } from "node:events";
import { openQueue } from "./queue.js";
import { post, work } from "./work.js";

if (process.send) {
  process.on("message", async (order) => process.send(await work(order)));
} else {
  await takeOrders();
}

async function takeOrders() {
  const { messages, streams } = await openQueue("workers");
  let hands = startHands();
  for await (const message of await messages.consume({ max_messages: 1 })) {
    const stillAtIt = setInterval(() => message.working(), 300);
    const order = message.json();
    const cents = await tell(hands, order);
    if (cents === undefined) {
      hands = startHands();
      await streams.publish("orders.dead", message.data);
      message.term();
    } else {
      await post("/charges", { order: order.id, cents }, { "idempotency-key": `order ${order.id}` });
      await message.ackAck().catch((error) => console.log(`the queue did not hear of ${order.id}: ${error.message}`));
    }
    clearInterval(stillAtIt);
  }
}

function startHands() {
  return fork(import.meta.filename);
}

/** The price; undefined where the process died over it. */
async function tell(hands, order) {
  const over = new AbortController();
  const { signal } = over;
  const died = once(hands, "exit", { signal }).then(() => undefined);
  const done = once(hands, "message", { signal }).then(([cents]) => cents);
  died.catch(() => undefined);
  done.catch(() => undefined);
  hands.send(order);
  try {
    return await Promise.race([done, died]);
  } finally {
    over.abort();
  }
}
