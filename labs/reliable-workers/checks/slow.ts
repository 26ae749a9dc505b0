import { check, count, ms } from "podlab";
import { readBook } from "./book.ts";
import { allCharged, judgeBegunOnce } from "./judge.ts";
import { drawOrders, place, startAnew, startWorkers } from "./orders.ts";
import { sharesTheWork } from "./share.ts";
import { begunBy, REDELIVERED_WITHIN_MS } from "./victim.ts";

/** Longer than any ack_wait with which a crash is noticed in time. */
const SLOW_MS = REDELIVERED_WITHIN_MS + 500;
const OTHERS = 12;
const WORK_MS = 100;
/** From the slow one's beginning; the reference needs 7.1 s, all but 0.1 s of it the order's own. */
const DONE_WITHIN_MS = SLOW_MS + 4_000;

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
    const asked = `an order that takes ${ms(SLOW_MS)}, and ${count(OTHERS)} short ones; nobody is killed`;
    const trial = { startedAt, asked, orders: [slow, ...others] };
    await place(context, trial.orders);
    await begunBy(context, trial, slow);
    // Looked at all the time: whoever begins it a second time has given himself away, whatever comes of it.
    await context.eventually(
      async () => {
        const book = await readBook(context);
        const begun = book.begun.filter(({ order }) => order === slow.id);
        const done = book.charges.some(({ order }) => order === slow.id);
        if (begun.length > 1 || done) return;
        context.fail({ asked, expected: "the order is done", seen: "it was begun, and nothing came of it" });
      },
      { withinMs: DONE_WITHIN_MS, everyMs: 200 },
    );
    judgeBegunOnce(context, trial, await readBook(context), { orders: [slow], forgiven: 0 });
    judgeBegunOnce(context, trial, await allCharged(context, trial, DONE_WITHIN_MS), { orders: [slow], forgiven: 0 });
  },
  { needs: [sharesTheWork] },
);
