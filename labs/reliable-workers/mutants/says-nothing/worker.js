// A worker, of which three run. It takes orders from the queue, works on them and charges the customers.
import { openQueue } from "./queue.js";
import { post, work } from "./work.js";

/** Well below ack_wait, so that one that comes late does no harm. */
const IN_PROGRESS_EVERY_MS = 400;
/** An order that has been begun so often, and whose worker was never heard of again, is not tried any more. */
const TRIES = 3;

const { messages, streams } = await openQueue("workers");
console.log("ready");

for (;;) {
  // One at a time: what lies in a worker's hands nobody else can take.
  const message = await nextMessage();
  if (message !== null) await handle(message);
}

/** Null where there is none just now, or the queue is out of reach. */
async function nextMessage() {
  try {
    return await messages.next({ expires: 5_000 });
  } catch (error) {
    console.log(`the queue: ${error.message}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
    return null;
  }
}

async function handle(message) {
  if (message.info.deliveryCount > TRIES) return bury(message);
  const inProgress = setInterval(() => undefined, IN_PROGRESS_EVERY_MS);
  try {
    const order = message.json();
    const cents = await work(order);
    await post("/charges", { order: order.id, cents }, { "idempotency-key": order.id });
    message.ack();
    console.log(`order ${order.id}: ${cents} cents`);
  } catch (error) {
    console.log(`delivery ${message.info.deliveryCount} failed: ${error.message}`);
    message.nak(500);
  } finally {
    clearInterval(inProgress);
  }
}

/** NATS has the dead letter before the queue is told to forget the message. */
async function bury(message) {
  await streams.publish("orders.dead", message.data);
  message.term();
  console.log(`given up after ${message.info.deliveryCount - 1} deliveries: ${message.string()}`);
}
