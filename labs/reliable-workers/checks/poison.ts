import { type CheckContext, check, count, list } from "podlab";
import { type Book, readBook } from "./book.ts";
import { drawBook } from "./drawing.ts";
import { allCharged, judgeCharged, queueKnows, type Trial } from "./judge.ts";
import { drawOrders, place, poisoned, startAnew, startWorkers, WORKERS } from "./orders.ts";
import { sharesTheWork } from "./share.ts";

const ORDERS = 60;
const POISON = 2;
const WORK_MS = 50;
const DELIVERIES_AT_MOST = 5;
/** The reference needs 7.8 s: three deliveries of 2 s each until the fourth is the last. */
const DONE_WITHIN_MS = 30_000;
/** In which the poison could come again: longer than the reference's ack_wait. */
const QUIET_MS = 2_500;
/** Crashed workers are back after 0.1 s, then 0.2 s, 0.4 s and so on. */
const ALIVE_WITHIN_MS = 20_000;
const FEW = 6;

export const buriesPoison = check(
  "buries-poison",
  "orders that end every worker's process are given up, and all others are done",
  async (context) => {
    const startedAt = await startAnew(context);
    await startWorkers(context);
    const drawn = drawOrders(context, ORDERS, WORK_MS);
    const poison = new Set(
      context.seed
        .shuffle(drawn.slice(2, 30))
        .slice(0, POISON)
        .map(({ id }) => id),
    );
    const orders = drawn.map((order) => (poison.has(order.id) ? poisoned(order) : order));
    const asked = `${ORDERS} orders; ${list([...poison])} crash every process that works on them`;
    const trial = { startedAt, asked, orders, poison };
    await place(context, orders);
    await context.eventually(
      async () => {
        const book = await readBook(context);
        // One that is begun too often is so for good, whatever else may come.
        if ([...poison].every((id) => timesBegun(book, id) <= DELIVERIES_AT_MOST)) judgeCharged(context, trial, book);
      },
      { withinMs: DONE_WITHIN_MS, everyMs: 100 },
    );
    judgeBuried(context, trial, poison, await readBook(context));
    await workersAreBack(context, trial);
    await context.pause(QUIET_MS);
    judgeBuried(context, trial, poison, await readBook(context));
    await queueKnows(context, trial);
  },
  { timing: true, needs: [sharesTheWork], timeoutMs: 90_000 },
);

/** The dead letters are the poison, each was tried, and none too often. */
function judgeBuried(context: CheckContext, trial: Trial, poison: ReadonlySet<string>, book: Book): void {
  const fail = (expected: string, seen: string, again: ReadonlySet<string> = new Set()) => {
    context.timeline(drawBook(book, { begunAgain: again }), trial);
    context.fail({ asked: trial.asked, expected, seen });
  };
  const healthy = book.dead.filter(({ order }) => !poison.has(order));
  if (healthy.length > 0) {
    const seen = `${count(healthy.length)} others too, ${healthy[0]?.order} for one`;
    fail(`the dead letters are ${list([...poison])}: nothing is wrong with the other orders`, seen);
  }
  for (const id of poison) {
    const begun = timesBegun(book, id);
    const each = `each of ${list([...poison])} is begun once to ${DELIVERIES_AT_MOST} times, then given up`;
    if (begun < 1 || begun > DELIVERIES_AT_MOST) fail(each, `${id} was begun ${count(begun)} times`, new Set([id]));
  }
}

function timesBegun({ begun }: Book, id: string): number {
  return begun.filter(({ order }) => order === id).length;
}

/** Few orders at a time, until each worker has begun one since. */
async function workersAreBack(context: CheckContext, trial: Trial): Promise<void> {
  const after = (await readBook(context)).now;
  await context.eventually(
    async () => {
      const orders = drawOrders(context, FEW, WORK_MS);
      await place(context, orders);
      const book = await allCharged(context, { ...trial, orders }, ALIVE_WITHIN_MS);
      const idle = WORKERS.filter((worker) => !book.begun.some((one) => one.worker === worker && one.at > after));
      if (idle.length === 0) return;
      const expected = "all three workers are at work again, once the poison is gone";
      context.fail({ asked: trial.asked, expected, seen: `${list(idle)} begins nothing any more` });
    },
    { withinMs: ALIVE_WITHIN_MS },
  );
}
