import { openQueue } from "./queue.js";
import { post, work } from "./work.js";

await openQueue("workers");
for (let number = 1; ; number++) {
  const order = { id: `${process.pid}-${number}`, items: [{ pieces: 1, cents: 100 }], ms: 150 };
  const cents = await work(order);
  await post("/charges", { order: order.id, cents }, { "idempotency-key": order.id });
}
