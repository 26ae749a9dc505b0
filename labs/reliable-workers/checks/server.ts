import { type CheckContext, check, count, ms } from "podlab";
import { readBook } from "./book.ts";
import { allCharged, judgeOnce } from "./judge.ts";
import { drawOrders, place, startAnew, startWorkers, WORKERS } from "./orders.ts";
import { sharesTheWork } from "./share.ts";
import { BEGUN_WITHIN_MS } from "./victim.ts";

const BEFORE = 30;
const AFTER = 15;
const WORK_MS = 100;
const DOWN_MS = 1_000;
const TAKEN_WITHIN_MS = 5_000;
/** From the server's start; the reference needs 3.4 s. */
const DONE_WITHIN_MS = 20_000;

export const outlivesTheServer = check(
  "outlives-the-server",
  "NATS itself is killed and started again, and what it had taken is still there",
  async (context) => {
    const { fault, pause } = context;
    const startedAt = await startAnew(context);
    await startWorkers(context);
    const orders = drawOrders(context, 1 + BEFORE + AFTER, WORK_MS);
    const asked = `${BEFORE} orders that the queue has taken while all workers are frozen; NATS is killed, and started ${ms(DOWN_MS)} later; then ${AFTER} more`;
    const trial = { startedAt, asked, orders };
    // They have a connection to lose.
    await place(context, orders.slice(0, 1));
    await allCharged(context, { ...trial, orders: orders.slice(0, 1) }, BEGUN_WITHIN_MS);
    await Promise.all(WORKERS.map((worker) => fault.pause(worker)));
    await place(context, orders.slice(1, 1 + BEFORE));
    await taken(context, asked, 1 + BEFORE);
    await fault.kill("nats");
    await Promise.all(WORKERS.map((worker) => fault.unpause(worker)));
    await pause(DOWN_MS);
    await fault.start("nats");
    await place(context, orders.slice(1 + BEFORE));
    judgeOnce(context, trial, await allCharged(context, trial, DONE_WITHIN_MS));
  },
  { timing: true, needs: [sharesTheWork] },
);

/** Waits until the queue has said of so many orders that it has them. */
async function taken(context: CheckContext, asked: string, orders: number): Promise<void> {
  await context.eventually(
    async () => {
      const { placed } = await readBook(context);
      const acked = placed.filter(({ ackedAt }) => ackedAt !== undefined).length;
      if (acked >= orders) return;
      context.fail({ asked, expected: "the queue takes them", seen: `it has taken ${count(acked)} of ${orders}` });
    },
    { withinMs: TAKEN_WITHIN_MS },
  );
}
