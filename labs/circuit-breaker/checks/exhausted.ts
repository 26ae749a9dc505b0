import { check, type LoadRecord } from "podlab";
import { passesToThePrimary } from "./closed.ts";
import { closedBreaker, PATIENCE_MS, seconds, tally, traffic } from "./quotes.ts";

/**
 * "At once" is within the clients' patience: the references need 7 to 32 ms at most, 0.1 s on a busy machine; whoever queues
 * requests until a server is up again needs seconds.
 */
const LOAD = { durationMs: 3_000, rate: 50 };

export const failsFast = check(
  "fails-fast",
  "both services fail: clients are told so, at once",
  async (context) => {
    await closedBreaker(context);
    await context.fault.chaos("backup", { mode: "error" });
    await context.fault.chaos("primary", { mode: "error" });
    const { records, words } = await traffic(context, LOAD);
    const others = records.filter((record) => !isHonest(record));
    if (others.length === 0) return;
    context.fail({
      asked: `${words} while both services answer 500`,
      expected: `a status of 500 to 599 for each, within ${seconds(PATIENCE_MS)}`,
      seen: `${others.length} went otherwise: ${tally(others)}`,
    });
  },
  { needs: [passesToThePrimary] },
);

function isHonest({ status }: LoadRecord): boolean {
  return status >= 500 && status <= 599;
}
