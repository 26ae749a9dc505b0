import { type Evidence, type FirstBad, type Judgement, judge } from "./judgement.ts";
import { endOf, type History, type Item, isBefore, type Operation } from "./operation.ts";
import { ofKey, seconds, show } from "./words.ts";

export interface PerKeyOrderOptions extends Evidence {
  /** "send" unless told. Values are unique for each key. */
  readonly send?: string;
  /** "receive" unless told. */
  readonly receive?: string;
}

export interface PerKeyOrder extends Judgement {
  /** Received after something that was sent later. */
  readonly outOfOrder: readonly Operation[];
  /** Received though nobody had sent it under this key, or though sending it was refused. */
  readonly unexpected: readonly Operation[];
  /** How many receipts were repeats of an earlier one: no problem under at-least-once delivery, and not judged. */
  readonly repeats: number;
}

/**
 * Messages with the same key are received in the order in which they were sent; between keys any order will do.
 *
 * Method: first receipts, **in the order in which the history lists them** (give it the receiver's own record), held
 * against the real-time order of the sends: one that was over before another began must not be received after it. Sends
 * that overlap, and those whose end nobody saw, have no order. That nothing is missing is `totalQueue`'s to say.
 * Judged: first receipts.
 */
export function perKeyOrder(history: History<Item>, options: PerKeyOrderOptions): PerKeyOrder {
  const { send = "send", receive = "receive" } = options;
  const sends = history.filter(({ op, outcome }) => op === send && outcome !== "fail");
  const sentByKey = Map.groupBy(sends, ({ key }) => key);
  const receipts = history.filter(({ op, outcome }) => op === receive && outcome === "ok");
  const findings = [...Map.groupBy(receipts, ({ key }) => key)].map(([key, received]) =>
    followKey(sentByKey.get(key) ?? [], received),
  );
  const outOfOrder = findings.flatMap((found) => found.outOfOrder);
  const unexpected = findings.flatMap((found) => found.unexpected);
  const judged = findings.reduce((sum, found) => sum + found.judged, 0);
  const good = `all ${judged} messages came in the order of their keys`;
  return {
    ...judge({ judged, unit: "messages received", good, problems: [...outOfOrder, ...unexpected] }, options),
    outOfOrder: outOfOrder.map(({ operation }) => operation),
    unexpected: unexpected.map(({ operation }) => operation),
    repeats: receipts.length - judged,
  };
}

function followKey(sends: History<Item>, receipts: History<Item>) {
  const sent = new Map(sends.map((operation) => [operation.value, operation]));
  const outOfOrder: FirstBad[] = [];
  const unexpected: FirstBad[] = [];
  const seen = new Set<Item>();
  let latest: Operation<Item> | undefined;
  for (const receipt of receipts) {
    if (seen.has(receipt.value)) continue;
    seen.add(receipt.value);
    const origin = sent.get(receipt.value);
    if (origin === undefined) {
      unexpected.push(bad(receipt, "had never been sent"));
      continue;
    }
    if (latest !== undefined && isBefore(origin, latest)) {
      outOfOrder.push(bad(receipt, `came after ${show(latest.value)}, which was sent later`));
    }
    if (latest === undefined || origin.invokedAt >= latest.invokedAt) latest = origin;
  }
  return { outOfOrder, unexpected, judged: seen.size };
}

function bad(receipt: Operation<Item>, what: string): FirstBad {
  const at = endOf(receipt);
  return {
    at,
    operation: receipt,
    sentence: `${show(receipt.value)}${ofKey(receipt.key)}, received at ${seconds(at)}, ${what}`,
  };
}
