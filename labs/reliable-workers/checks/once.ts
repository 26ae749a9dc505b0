import { check, count } from "podlab";
import { readBook } from "./book.ts";
import { allCharged, judgeOnce, queueKnows } from "./judge.ts";
import { drawOrders, place, startAnew, startWorkers } from "./orders.ts";
import { sharesTheWork } from "./share.ts";
import { BEGUN_WITHIN_MS, killDuring } from "./victim.ts";

const OTHERS = 12;
const WORK_MS = 100;
/** How long the bank keeps the answer to itself when it has booked the charge: until long after the worker's death. */
const HOLD_MS = 10_000;
/** The reference needs 0.4 s from the second beginning. */
const DONE_WITHIN_MS = 6_000;

export const chargesOnce = check(
  "charges-once",
  "a worker dies between the charge and the answer, and nobody is charged twice",
  async (context) => {
    const { admin, eventually, fail } = context;
    const startedAt = await startAnew(context);
    await startWorkers(context);
    const orders = drawOrders(context, OTHERS + 1, WORK_MS);
    const [held] = orders;
    if (held === undefined) return context.broken("no order was drawn");
    const asked = `${count(OTHERS + 1)} orders; the bank books the charge for ${held.id}, and its worker is killed before the answer`;
    const trial = { startedAt, asked, orders };
    await admin.put("bank", "/__ctl/hold", { order: held.id, ms: HOLD_MS });
    await place(context, orders);
    const first = await eventually(
      async () => {
        const { charges } = await readBook(context);
        const booked = charges.find(({ order }) => order === held.id);
        return booked ?? fail({ asked, expected: `a charge for ${held.id}`, seen: "none came to the bank" });
      },
      { withinMs: BEGUN_WITHIN_MS },
    );
    await killDuring(context, trial, first);
    await allCharged(context, trial, DONE_WITHIN_MS);
    // A second charge may still be under way.
    await queueKnows(context, trial);
    judgeOnce(context, trial, await readBook(context));
  },
  { timing: true, needs: [sharesTheWork] },
);
