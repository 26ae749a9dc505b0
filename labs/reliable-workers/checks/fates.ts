import { count, list } from "podlab";
import type { Book } from "./book.ts";
import { beginningOf } from "./drawing.ts";

/** "mayor-7 was taken by the queue at 0.04 s, begun by worker-2 at 0.61 s, and never charged". */
export function fateOf(book: Book, order: string, poison?: ReadonlySet<string>): string {
  const placed = book.placed.find((one) => one.order === order);
  const taken = placed?.ackedAt === undefined ? "placed" : `taken by the queue at ${time(book, placed.ackedAt)}`;
  const end = poison?.has(order) ? "and never given up" : "and never charged";
  return `${order} was ${taken}, ${begunWords(book, order)}, ${end}`;
}

/** "begun by worker-2 at 0.61 s and by worker-3 at 2.13 s". */
export function begunWords(book: Book, order: string): string {
  const begun = book.begun.filter((one) => one.order === order);
  return begun.length === 0 ? "begun by nobody" : `begun ${list(begun.map((one) => byAt(book, one)))}`;
}

/** "mayor-7 was charged by worker-2 at 0.71 s and by worker-3 at 2.23 s, without an idempotency key". */
export function doubledWords(book: Book, order: string, customers: number): string {
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
