// The work itself. It is given: read it, leave it as it is.
import { setTimeout as delay } from "node:timers/promises";

const BANK = "http://bank:8081";

/**
 * Works on an order: { id, items: [{ pieces, cents }, …], ms }. Takes `order.ms`, gives what the customer has to pay, in
 * cents. The bank is told first that the work has begun, so that everybody can see who works on what.
 */
export async function work(order) {
  await post("/begun", { order: order.id });
  await delay(order.ms);
  return sum(order.items);
}

/** Sends JSON to the bank; throws where it says no. */
export async function post(path, body, headers = {}) {
  const response = await fetch(BANK + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`bank: ${response.status} ${await response.text()}`);
  return response.json();
}

/**
 * The price library, an old one, in C. What it can't bear does not throw an exception: it ends the process, at once and
 * with no last words, as a memory fault would. Nobody knows any more for which orders it does.
 */
function sum(items) {
  let cents = 0;
  for (const { pieces, cents: price } of items) {
    if (!(pieces > 0)) process.abort();
    cents += pieces * price;
  }
  return cents;
}
