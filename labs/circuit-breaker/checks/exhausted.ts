import { check, type LoadRecord, ms, tallyRecords } from "podlab";
import { passesToThePrimary } from "./closed.ts";
import { closedBreaker, durationOf, seconds, traffic } from "./quotes.ts";

const LOAD = { durationMs: 3_000, rate: 50 };
/**
 * For each answer, ms. The references need 7 to 32 ms at most, 114 ms on a busy machine; whoever queues requests until a
 * server is up again needs seconds.
 */
const AT_ONCE_MS = 1_500;

export const failsFast = check(
  "fails-fast",
  "both services fail: clients are told so, at once",
  async (context) => {
    await closedBreaker(context);
    await context.fault.chaos("backup", { mode: "error" });
    await context.fault.chaos("primary", { mode: "error" });
    const { records, words } = await traffic(context, LOAD);
    const asked = `${words} while both services answer 500`;
    const expected = `a status of 500 to 599 for each, within ${seconds(AT_ONCE_MS)}`;
    const others = records.filter((record) => !isHonest(record));
    if (others.length > 0) {
      const timed = others.every(({ outcome }) => outcome === "timeout");
      return context.fail(
        { asked, expected, seen: `${others.length} went otherwise: ${tallyRecords(others)}` },
        { timed },
      );
    }
    const slowest = Math.max(...records.map(durationOf));
    if (slowest <= AT_ONCE_MS) return;
    const late = records.filter((record) => durationOf(record) > AT_ONCE_MS).length;
    context.fail({ asked, expected, seen: `${late} came later, the slowest after ${ms(slowest)}` }, { timed: true });
  },
  { timing: true, needs: [passesToThePrimary] },
);

function isHonest({ status }: LoadRecord): boolean {
  return status >= 500 && status <= 599;
}
