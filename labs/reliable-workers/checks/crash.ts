import { check } from "podlab";
import { allCharged } from "./judge.ts";
import { drawOrders, place, startAnew, startWorkers } from "./orders.ts";
import { sharesTheWork } from "./share.ts";
import { begunBy, killDuring } from "./victim.ts";

const ORDERS = 30;
const WORK_MS = 100;
/** Long enough that a worker is surely in the midst of it. */
const LONG_MS = 1_500;
/** Counted from the second beginning of the long one; the reference needs 1.6 s. */
const DONE_WITHIN_MS = 10_000;

export const survivesACrash = check(
  "survives-a-crash",
  "a worker dies in the middle of an order, and the order is not lost",
  async (context) => {
    const startedAt = await startAnew(context);
    await startWorkers(context);
    const [long, ...others] = drawOrders(context, ORDERS + 1, WORK_MS).map((order, index) =>
      index === 0 ? { ...order, ms: LONG_MS } : order,
    );
    if (long === undefined) return context.broken("no order was drawn");
    const asked = `${ORDERS} orders of ${WORK_MS} ms and one of ${LONG_MS} ms, in the middle of which its worker is killed`;
    const trial = { startedAt, asked, orders: [long, ...others] };
    await place(context, trial.orders);
    const first = await begunBy(context, trial, long);
    await killDuring(context, trial, first);
    const book = await allCharged(context, trial, DONE_WITHIN_MS);
    const tooLate = book.charges.some(({ order, worker }) => order === long.id && worker === first.worker);
    if (tooLate) context.broken(`${first.worker} was done with the order before it could be killed`);
  },
  { timing: true, needs: [sharesTheWork] },
);
