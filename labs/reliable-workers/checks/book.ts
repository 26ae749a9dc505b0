import { type CheckContext, numberIn, recordsIn } from "podlab";
import { WORKERS } from "./orders.ts";

/** What podlab's own services saw; times in ms on their clock, workers by name. */
export interface Book {
  readonly now: number;
  readonly placed: readonly Placed[];
  readonly begun: readonly Begun[];
  readonly charges: readonly Charge[];
  readonly dead: readonly { readonly at: number; readonly order: string }[];
}

export interface Placed {
  readonly order: string;
  /** When the shop first tried. */
  readonly at: number;
  /** When the queue said that it had it. */
  readonly ackedAt: number | undefined;
  /** How often the queue took it as a new one. */
  readonly accepted: number;
  /** How often the queue said that it had it already. */
  readonly refused: number;
  readonly error: string;
}

export interface Begun {
  readonly at: number;
  readonly order: string;
  readonly worker: string;
}

export interface Charge extends Begun {
  readonly cents: number;
  readonly key: string | undefined;
  /** False where the bank knew its key, and so charged nobody. */
  readonly booked: boolean;
}

export async function readBook(context: CheckContext): Promise<Book> {
  const { admin, address } = context;
  const [shop, bank] = await Promise.all([admin.get("shop", "/__ctl/orders"), admin.get("bank", "/__ctl/book")]);
  const names = new Map<unknown, string>(WORKERS.map((worker) => [address(worker), worker]));
  const { placed, dead } = shop as Record<string, unknown>;
  const { begun, charges } = bank as Record<string, unknown>;
  const nameOf = (one: Readonly<Record<string, unknown>>) => names.get(one["worker"]) ?? String(one["worker"]);
  const base = (one: Readonly<Record<string, unknown>>) => ({ at: numberIn(one, "at"), order: String(one["order"]) });
  return {
    now: numberIn(shop, "now"),
    placed: recordsIn(placed).map((one) => ({
      ...base(one),
      ackedAt: typeof one["ackedAt"] === "number" ? one["ackedAt"] : undefined,
      accepted: numberIn(one, "accepted"),
      refused: numberIn(one, "refused"),
      error: String(one["error"]),
    })),
    begun: recordsIn(begun).map((one) => ({ ...base(one), worker: nameOf(one) })),
    charges: recordsIn(charges).map((one) => ({
      ...base(one),
      worker: nameOf(one),
      cents: numberIn(one, "cents"),
      key: typeof one["key"] === "string" ? one["key"] : undefined,
      booked: one["booked"] === true,
    })),
    dead: recordsIn(dead).map(base),
  };
}

/** Messages that the queue has handed out and not been told about, over all its consumers. */
export async function notAcknowledged({ admin }: CheckContext): Promise<number> {
  const { consumers } = (await admin.get("shop", "/__ctl/queue")) as Record<string, unknown>;
  return recordsIn(consumers).reduce((sum, one) => sum + numberIn(one, "notAcknowledged"), 0);
}
