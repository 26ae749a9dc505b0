import { check, type LoadRecord } from "podlab";
import { passesToThePrimary } from "./closed.ts";
import { freshBreaker, PATIENCE_MS, seconds, tally, traffic } from "./quotes.ts";

const DURATION_MS = 3_000;

export const failsFast = check(
  "fails-fast",
  "both services fail: clients are told so, at once",
  async (context) => {
    await freshBreaker(context);
    await context.fault.chaos("backup", { mode: "error" });
    await context.fault.chaos("primary", { mode: "error" });
    const { records, words } = await traffic(context, { durationMs: DURATION_MS, rate: 50 });
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
