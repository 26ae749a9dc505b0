import type { CheckContext } from "podlab";
import { type Begun, type Book, notAcknowledged, readBook } from "./book.ts";
import { drawBook } from "./drawing.ts";
import type { Trial } from "./judge.ts";
import type { Order } from "./orders.ts";

/** Until a worker begins an order, which may have to start first: the reference needs 1 s at most. */
export const BEGUN_WITHIN_MS = 20_000;
/**
 * From a worker's death to the order's next beginning. The reference's ack_wait is 2 s, and its workers are free within
 * 0.2 s.
 */
export const REDELIVERED_WITHIN_MS = 6_500;

/** Waits until somebody has begun the order. */
export async function begunBy(context: CheckContext, { asked }: Trial, { id }: Order): Promise<Begun> {
  return context.eventually(
    async () => {
      const book = await readBook(context);
      const begun = book.begun.find(({ order }) => order === id);
      const { error } = book.placed.find(({ order }) => order === id) ?? {};
      const why = error ? `; the queue does not take it: ${error}` : "";
      return begun ?? context.fail({ asked, expected: "a worker begins the order", seen: `nobody has${why}` });
    },
    { withinMs: BEGUN_WITHIN_MS },
  );
}

/** Kills the worker that has begun the order, and waits until it is begun again. */
export async function killDuring(context: CheckContext, trial: Trial, first: Begun): Promise<Book> {
  const { eventually, fail, fault, timeline } = context;
  const { asked } = trial;
  const { order, worker } = first;
  await fault.kill(worker);
  return eventually(
    async () => {
      const book = await readBook(context);
      if (book.begun.filter((one) => one.order === order).length > 1) return book;
      timeline(drawBook(book, { lost: new Set([order]) }), trial);
      const open = await notAcknowledged(context);
      const expected = `the queue gives ${order} to another worker: ${worker} died before it was done`;
      const lost = open === 0 ? ", and it waits for no word of it any more: somebody has acknowledged it" : "";
      return fail({ asked, expected, seen: `it has not${lost}` });
    },
    { withinMs: REDELIVERED_WITHIN_MS },
  );
}
