import { connect } from "@nats-io/transport-node";
import { openQueue } from "./queue.js";
import { post, work } from "./work.js";

await openQueue("workers");
const connection = await connect({ servers: "nats:4222", maxReconnectAttempts: -1 });
for await (const message of connection.subscribe("orders.new", { queue: "workers" })) {
  const order = message.json();
  const cents = await work(order);
  await post("/charges", { order: order.id, cents }, { "idempotency-key": order.id });
}
