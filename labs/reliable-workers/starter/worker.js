// A worker, of which three run. It takes orders from the queue, works on them and charges the customers.
//
// What must hold in the end:
// - every order that the queue has taken is charged, whatever happens to workers and to the queue;
// - no customer is charged twice;
// - an order that can't be worked on goes to the subject "orders.dead", as it came, after 5 deliveries at most.
//
// When a worker crashes it is started again, some 100 ms later.
import { hostname } from "node:os";
import { openQueue } from "./queue.js";
import { post, work } from "./work.js";

const { messages } = await openQueue(`workers-${hostname()}`);
console.log("ready");

for await (const message of await messages.consume()) {
  message.ack();
  const order = message.json();
  const cents = await work(order);
  await post("/charges", { order: order.id, cents });
  console.log(`order ${order.id}: ${cents} cents`);
}
