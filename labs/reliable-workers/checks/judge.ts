import { type CheckContext, count, excerpt, list, type Operation, totalQueue } from "podlab";
import { type Book, type Charge, notAcknowledged, readBook } from "./book.ts";
import { drawBook } from "./drawing.ts";
import { begunWords, doubledWords, fateOf } from "./fates.ts";
import { type Order, priceOf } from "./orders.ts";

/** What a check did, and its orders; less evidence than all of these, acknowledged by the queue, says nothing. */
export interface Trial {
  /** What the services' clock read when the check began. */
  readonly startedAt: number;
  /** What was asked, in words. */
  readonly asked: string;
  readonly orders: readonly Order[];
  /** Ids of orders whose place is among the dead letters. */
  readonly poison?: ReadonlySet<string>;
}

/** Waits until every order has been charged, each by somebody who worked for it; gives what was seen then. */
export async function allCharged(context: CheckContext, trial: Trial, withinMs: number): Promise<Book> {
  const charged = await context.eventually(
    async () => {
      const book = await readBook(context);
      judgeCharged(context, trial, book);
      return book;
    },
    { withinMs, everyMs: 100 },
  );
  for (const charge of charged.charges) judgeWork(context, trial, charged, charge);
  return charged;
}

/** Fails the check where an order is lost, or not yet charged. */
export function judgeCharged(context: CheckContext, trial: Trial, book: Book): void {
  const { asked, orders, poison } = trial;
  const refused = book.placed.find(({ ackedAt, error }) => ackedAt === undefined && error !== "");
  const queue = totalQueue(operationsOf(book, poison), { atLeast: orders.length, duplicatesAllowed: true });
  context.timeline(drawBook(book, { lost: new Set(queue.lost) }), trial);
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

/** Fails the check where more than so many of these orders were begun again, though nobody had died. */
export function judgeBegunOnce(
  context: CheckContext,
  { asked, startedAt }: Pick<Trial, "asked" | "startedAt">,
  book: Book,
  { orders, forgiven }: { readonly orders: readonly Order[]; readonly forgiven: number },
): void {
  const again = orders.map(({ id }) => id).filter((id) => book.begun.filter(({ order }) => order === id).length > 1);
  const [first] = again;
  if (first === undefined || again.length <= forgiven) return;
  context.timeline(drawBook(book, { begunAgain: new Set(again) }), { startedAt });
  const expected = "an order is begun once, for no worker died";
  const share = orders.length === 1 ? "" : `${count(again.length)} of ${count(orders.length)} were begun again: `;
  context.fail({ asked, expected, seen: `${share}${first} was ${begunWords(book, first)}` }, { timed: true });
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
