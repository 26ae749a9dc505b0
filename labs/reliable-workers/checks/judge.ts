import { type CheckContext, count, excerpt, list, type Operation, totalQueue } from "podlab";
import { type Book, type Charge, notAcknowledged, readBook } from "./book.ts";
import { beginningOf, drawBook } from "./drawing.ts";
import { type Order, priceOf } from "./orders.ts";

/** What a check did, and the orders of which it knows what is to come of them. */
export interface Trial {
  /** What the services' clock read when the check began. */
  readonly startedAt: number;
  /** What was asked, in words. */
  readonly asked: string;
  readonly orders: readonly Order[];
  /** Ids of orders whose place is among the dead letters. */
  readonly poison?: ReadonlySet<string>;
  /** Acknowledged orders without which nothing is said; as many as there are orders unless told. */
  readonly atLeast?: number;
}

/** Waits until every order has been charged, each by somebody who worked for it; gives what was seen then. */
export function allCharged(context: CheckContext, trial: Trial, withinMs: number): Promise<Book> {
  return context.eventually(
    async () => {
      const book = await readBook(context);
      judgeCharged(context, trial, book);
      return book;
    },
    { withinMs, everyMs: 100 },
  );
}

/** Fails the check where an order is lost, or was charged by somebody who can't have done the work. */
function judgeCharged(context: CheckContext, trial: Trial, book: Book): void {
  const { asked, orders, poison, atLeast = orders.length } = trial;
  const refused = book.placed.find(({ ackedAt, error }) => ackedAt === undefined && error !== "");
  const queue = totalQueue(operationsOf(book, poison), { atLeast, duplicatesAllowed: true });
  context.timeline(drawBook(book, { lost: new Set(queue.lost) }), trial);
  for (const charge of book.charges) judgeWork(context, trial, book, charge);
  if (queue.ok) return;
  const why = refused === undefined ? "" : `; the queue took ${refused.order} not at all: ${excerpt(refused.error)}`;
  const [first] = queue.lost;
  const fates = first === undefined ? list(queue.sentences) : fateOf(book, String(first), poison);
  const expected =
    poison === undefined
      ? "what goes in comes out: every order that the queue has taken is charged"
      : "every order that the queue has taken is charged or, where nobody can work on it, among the dead letters";
  const missing = `${count(queue.lost.length)} of ${count(queue.judged)} did not come out: `;
  context.fail({ asked, expected, seen: `${queue.lost.length > 0 ? missing : ""}${fates}${why}` });
}

/** Fails the check where a customer was charged more than once. */
export function judgeOnce(context: CheckContext, trial: Trial, book: Book): void {
  const { asked, orders, poison } = trial;
  const queue = totalQueue(operationsOf(book, poison), { atLeast: orders.length });
  if (queue.ok) return;
  context.timeline(drawBook(book, { lost: new Set(queue.lost), chargedAgain: new Set(queue.duplicated) }), trial);
  const [first] = queue.duplicated;
  const seen = first === undefined ? list(queue.sentences) : doubledWords(book, String(first), queue.duplicated.length);
  context.fail({ asked, expected: "each customer is charged once", seen });
}

/** Fails the check where an order was begun more often than once: by nobody's death, but because nobody said a word. */
export function judgeBegunOnce(context: CheckContext, trial: Trial, book: Book): void {
  const times = Map.groupBy(book.begun, ({ order }) => order);
  const again = [...times].filter(([, begun]) => begun.length > 1);
  const [first] = again;
  if (first === undefined) return;
  context.timeline(drawBook(book, { begunAgain: new Set(again.map(([order]) => order)) }), trial);
  const expected = "each order is begun once: no worker died";
  const seen = `${count(again.length)} of ${count(times.size)} were begun more than once: ${first[0]} ${begunWords(book, first[0])}`;
  context.fail({ asked: trial.asked, expected, seen });
}

/** The last acknowledgements may be on their way still, of orders that were charged. */
const KNOWN_WITHIN_MS = 5_000;

/** Waits until the queue has been told of every message that it has handed out what became of it. */
export async function queueKnows(context: CheckContext, { asked }: Trial): Promise<void> {
  await context.eventually(
    async () => {
      const open = await notAcknowledged(context);
      if (open === 0) return;
      const expected = "all is done, and the queue has been told so";
      context.fail({
        asked,
        expected,
        seen: `it still waits for word of ${count(open)}, and will hand them out again`,
      });
    },
    { withinMs: KNOWN_WITHIN_MS },
  );
}

/** What went in, as the shop saw it, and what came out: booked charges, and dead letters of what can't be charged. */
function operationsOf({ placed, charges, dead }: Book, poison?: ReadonlySet<string>): Operation<string>[] {
  const enqueue = placed.map(
    ({ order, at, ackedAt }): Operation<string> => ({
      process: "shop",
      op: "enqueue",
      value: order,
      invokedAt: at,
      ...(ackedAt === undefined ? {} : { completedAt: ackedAt }),
      outcome: ackedAt === undefined ? "indeterminate" : "ok",
    }),
  );
  const buried = dead.filter(({ order }) => poison?.has(order)).map((one) => ({ ...one, worker: "dead letters" }));
  const out = [...charges.filter(({ booked }) => booked), ...buried];
  const dequeue = out.map(
    ({ order, at, worker }): Operation<string> => ({
      process: worker,
      op: "dequeue",
      value: order,
      invokedAt: at,
      completedAt: at,
      outcome: "ok",
    }),
  );
  return [...enqueue, ...dequeue];
}

/** A charge is for the right price, and not before the work can be done: timers may be 20 % early, and clocks step. */
function judgeWork(context: CheckContext, { asked, orders }: Trial, book: Book, charge: Charge): void {
  const order = orders.find(({ id }) => id === charge.order);
  if (order === undefined) return;
  const price = priceOf(order);
  if (charge.cents !== price) {
    const seen = `${charge.worker} charged ${count(charge.cents)} cents for ${order.id}`;
    context.fail({
      asked,
      expected: `for each order the price that work() gives: ${count(price)} cents for this one`,
      seen,
    });
  }
  const begun = book.begun.find(({ order: id, worker }) => id === charge.order && worker === charge.worker);
  if (begun === undefined || charge.at - begun.at < order.ms * 0.8) {
    const after =
      begun === undefined ? "without having begun it" : `${count(charge.at - begun.at)} ms after it had begun`;
    const seen = `${charge.worker} charged for ${order.id} ${after}`;
    context.fail({
      asked,
      expected: `nobody is charged before the work is done, which takes ${count(order.ms)} ms`,
      seen,
    });
  }
}

/** "mayor-7 was taken by the queue at 0.04 s, begun by worker-2 at 0.61 s, and never charged". */
function fateOf(book: Book, order: string, poison?: ReadonlySet<string>): string {
  const placed = book.placed.find((one) => one.order === order);
  const taken = placed?.ackedAt === undefined ? "placed" : `taken by the queue at ${time(book, placed.ackedAt)}`;
  const end = poison?.has(order) ? "and never given up" : "and never charged";
  return `${order} was ${taken}, ${begunWords(book, order)}, ${end}`;
}

function begunWords(book: Book, order: string): string {
  const begun = book.begun.filter((one) => one.order === order);
  return begun.length === 0 ? "begun by nobody" : `begun ${list(begun.map((one) => byAt(book, one)))}`;
}

function doubledWords(book: Book, order: string, customers: number): string {
  const charged = book.charges.filter((one) => one.order === order && one.booked);
  const keys = new Set(charged.map(({ key }) => key));
  const how = keys.has(undefined) ? "without an idempotency key" : "each time with another idempotency key";
  const others = customers > 1 ? `, and ${count(customers - 1)} more like it` : "";
  return `${order} was charged ${list(charged.map((one) => byAt(book, one)))}, ${how}${others}`;
}

function byAt(book: Book, { worker, at }: { readonly worker: string; readonly at: number }): string {
  return `by ${worker} at ${time(book, at)}`;
}

/** Seconds since the first order was placed, as on the timeline. */
function time(book: Book, at: number): string {
  return `${((at - beginningOf(book)) / 1_000).toFixed(2)} s`;
}
