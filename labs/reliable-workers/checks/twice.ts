import { type CheckContext, check, count, ms } from "podlab";
import { readBook } from "./book.ts";
import { allCharged } from "./judge.ts";
import { drawOrders, place, startAnew, startWorkers } from "./orders.ts";
import { sharesTheWork } from "./share.ts";

const ORDERS = 20;
const WORK_MS = 50;
/** How much later the shop tries again: it has waited for the queue's word in vain. */
const AGAIN_AFTER_MS = 2_500;
/** The reference needs 1.4 s, with its workers' start. */
const DONE_WITHIN_MS = 15_000;

export const takesEachOrderOnce = check(
  "takes-each-order-once",
  "the shop sends its orders again, and the queue takes each one once",
  async (context) => {
    const startedAt = await startAnew(context);
    await startWorkers(context);
    const orders = drawOrders(context, ORDERS, WORK_MS);
    const asked = `${ORDERS} orders, and ${ms(AGAIN_AFTER_MS)} later the same again, each with the message id that it had`;
    const trial = { startedAt, asked, orders };
    await place(context, orders);
    await allCharged(context, trial, DONE_WITHIN_MS);
    await context.pause(AGAIN_AFTER_MS);
    await place(context, orders);
    await sentTwice(context, asked);
    const { placed } = await readBook(context);
    const again = placed.filter(({ accepted }) => accepted > 1);
    if (again.length > 0) {
      const seen = `it took ${count(again.length)} of ${count(placed.length)} a second time as new ones`;
      context.fail({ asked, expected: "the queue knows each of them again, and takes none a second time", seen });
    }
  },
  { timing: true, needs: [sharesTheWork] },
);

/** Waits until the queue has answered the shop twice for each order. */
async function sentTwice(context: CheckContext, asked: string): Promise<void> {
  await context.eventually(
    async () => {
      const { placed } = await readBook(context);
      const answered = placed.filter(({ accepted, refused }) => accepted + refused >= 2).length;
      if (answered === ORDERS) return;
      const seen = `${count(answered)} of ${ORDERS} were answered twice`;
      context.fail({ asked, expected: "the queue answers each time", seen });
    },
    { withinMs: DONE_WITHIN_MS },
  );
}
