import { check, count, ms } from "podlab";
import { allCharged, judgeBegunOnce } from "./judge.ts";
import { drawOrders, place, startAnew, startWorkers } from "./orders.ts";
import { sharesTheWork } from "./share.ts";
import { BEGUN_WITHIN_MS, REDELIVERED_WITHIN_MS } from "./victim.ts";

/** Longer than any ack_wait with which a crash is noticed in time. */
const SLOW_MS = REDELIVERED_WITHIN_MS + 500;
const OTHERS = 12;
const WORK_MS = 100;
/** The reference needs 0.1 s more than the order itself. */
const DONE_WITHIN_MS = SLOW_MS + 10_000;

export const leavesSlowOnesAlone = check(
  "leaves-slow-ones-alone",
  "an order that takes long is not taken for one whose worker has died",
  async (context) => {
    const startedAt = await startAnew(context);
    await startWorkers(context);
    const [slow, ...others] = drawOrders(context, OTHERS + 1, WORK_MS).map((order, index) =>
      index === 0 ? { ...order, ms: SLOW_MS } : order,
    );
    if (slow === undefined) return context.broken("no order was drawn");
    const asked = `${count(OTHERS)} short orders, then one that takes ${ms(SLOW_MS)}; nobody is killed`;
    const trial = { startedAt, asked, orders: [slow, ...others] };
    // A worker that has just been started is held up by itself, on a busy machine for longer than the queue waits.
    await place(context, others);
    await allCharged(context, { ...trial, orders: others }, BEGUN_WITHIN_MS);
    await place(context, [slow]);
    const book = await allCharged(context, trial, DONE_WITHIN_MS);
    judgeBegunOnce(context, trial, book, { orders: [slow], forgiven: 0 });
  },
  { timing: true, needs: [sharesTheWork] },
);
