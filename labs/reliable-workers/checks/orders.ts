import { type CheckContext, numberIn } from "podlab";

export const WORKERS = ["worker-1", "worker-2", "worker-3"] as const;

export interface Order {
  readonly id: string;
  readonly items: readonly { readonly pieces: number; readonly cents: number }[];
  /** How long the work takes. */
  readonly ms: number;
}

/** Orders that nobody can know before: their ids and what they cost are drawn. */
export function drawOrders({ seed }: CheckContext, count: number, ms: number): Order[] {
  const word = seed.word(5);
  return Array.from({ length: count }, (_, index) => ({
    id: `${word}-${index + 1}`,
    items: Array.from({ length: seed.int(1, 4) }, () => ({ pieces: seed.int(1, 9), cents: seed.int(100, 9_900) })),
    ms,
  }));
}

/** The same order, with something in the midst of it that ends the process that works on it. */
export function poisoned(order: Order): Order {
  return { ...order, items: [...order.items, { pieces: -1, cents: 100 }] };
}

/** What the customer has to pay, in cents. */
export function priceOf({ items }: Order): number {
  return items.reduce((sum, { pieces, cents }) => sum + pieces * cents, 0);
}

/**
 * A queue with nothing in it and workers without a past: what one check left behind (or a failed one, of a crash loop)
 * is none of the next one's business. Gives what the services' clock read at first.
 */
export async function startAnew(context: CheckContext): Promise<number> {
  const { admin, fault } = context;
  const startedAt = numberIn(await admin.get("shop", "/__ctl/orders"), "now");
  await Promise.all(WORKERS.map((worker) => fault.kill(worker)));
  await Promise.all([admin.post("shop", "/__ctl/anew"), admin.post("bank", "/__ctl/anew")]);
  return startedAt;
}

/** Starts workers that `startAnew` has ended, all of them unless told. */
export async function startWorkers({ fault }: CheckContext, workers: readonly string[] = WORKERS): Promise<void> {
  await Promise.all(workers.map((worker) => fault.start(worker)));
}

/** Has the shop place the orders; it tries each one for 20 s, until the queue has said that it has it. */
export async function place({ admin }: CheckContext, orders: readonly Order[]): Promise<void> {
  await admin.post("shop", "/__ctl/orders", orders);
}
