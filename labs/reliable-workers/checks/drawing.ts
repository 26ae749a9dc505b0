import type { Timeline, TimelineEvent } from "podlab";
import type { Book } from "./book.ts";
import { WORKERS } from "./orders.ts";

/** Orders that went wrong, by how. */
export interface Wrong {
  readonly lost?: ReadonlySet<unknown>;
  readonly chargedAgain?: ReadonlySet<unknown>;
  readonly begunAgain?: ReadonlySet<unknown>;
}

const MARK = { once: "•", again: "2", bad: "✗" } as const;
/** What is shown (ms) after whatever happened last. */
const MARGIN_MS = 100;
const NONE: ReadonlySet<unknown> = new Set();

/**
 * A lane for each that had a hand in it: orders as the queue takes them, as each worker begins them (2: again), as their
 * customers are charged, as they are given up. A lost one is marked where it was last seen.
 */
export function drawBook(book: Book, { lost = NONE, chargedAgain = NONE, begunAgain = NONE }: Wrong): Timeline {
  const { placed, begun, charges, dead } = book;
  const lastSeen = new Map([...placed, ...begun].map(({ order, at }) => [order, at]));
  const seenBefore = new Set<string>();
  const event = (at: number, mark: string, bad: boolean): TimelineEvent =>
    bad ? { at, mark: MARK.bad, bad } : { at, mark };

  const taken = placed.map(({ order, at, ackedAt = at }) =>
    event(ackedAt, MARK.once, lost.has(order) && lastSeen.get(order) === at),
  );
  const begins = begun.map(({ order, at, worker }) => {
    const again = seenBefore.has(order);
    seenBefore.add(order);
    const bad = (lost.has(order) && lastSeen.get(order) === at) || (again && begunAgain.has(order));
    return { worker, event: event(at, again ? MARK.again : MARK.once, bad) };
  });
  const charged = new Set<string>();
  const booked = charges
    .filter((charge) => charge.booked)
    .map(({ order, at }) => {
      const again = charged.has(order);
      charged.add(order);
      return event(at, again ? MARK.again : MARK.once, again && chargedAgain.has(order));
    });
  const lanes = [
    { name: "placed", events: taken },
    ...WORKERS.map((name) => ({
      name: `${name} begins`,
      events: begins.filter(({ worker }) => worker === name).map((one) => one.event),
    })),
    { name: "charged", events: booked },
    ...(dead.length === 0
      ? []
      : [{ name: "dead letters", events: dead.map(({ at }): TimelineEvent => ({ at, mark: MARK.once })) }]),
  ];
  const from = beginningOf(book);
  const last = Math.max(from, ...lanes.flatMap(({ events }) => events.map(({ at }) => at)));
  return { lanes, from, to: last + MARGIN_MS };
}

/** When the first order was placed. */
export function beginningOf({ placed, now }: Book): number {
  return Math.min(now, ...placed.map(({ at }) => at));
}
