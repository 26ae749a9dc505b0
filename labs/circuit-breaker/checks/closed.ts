import { check, type LoadRecord, tallyRecords } from "podlab";
import { isGood, restartBreaker, traffic } from "./quotes.ts";

const DURATION_MS = 3_000;
/**
 * Of the requests. All of them in the reference; but a breaker that opens for a moment because the machine held the
 * primary up for longer than its patience does its job. Without preference for the primary it gets a half.
 */
const LEAST_TO_PRIMARY = 0.7;
/** Such moments, at most; none in the reference. Steady sharing, three to one, has some 75. */
const MOST_OPENINGS = 3;

export const passesToThePrimary = check(
  "passes-to-the-primary",
  "while all is well, the primary answers everybody",
  async (context) => {
    // It may still be open from what was judged before.
    await restartBreaker(context);
    const { records, words, received } = await traffic(context, { durationMs: DURATION_MS });
    const asked = `${words}, both services well`;
    const failed = records.filter((record) => !isGood(record));
    if (failed.length > 0) {
      return context.fail({
        asked,
        expected: "status 200 for each",
        seen: `${failed.length} failed: ${tallyRecords(failed)}`,
      });
    }
    const [primary, backup] = await Promise.all([received("primary"), received("backup")]);
    if (primary < LEAST_TO_PRIMARY * records.length) {
      context.fail({
        asked,
        expected: "the primary receives all of them: the breaker is closed",
        seen: `the primary received ${primary}, the backup ${backup}`,
      });
    }
    const openings = countOpenings(records);
    if (openings > MOST_OPENINGS) {
      context.fail({
        asked,
        expected: "the backup gets nobody without need: the breaker is closed",
        seen: `clients came to the backup ${openings} separate times, with the primary in between`,
      });
    }
  },
);

/** How often the backup took over from the primary, in the order in which the requests were sent. */
function countOpenings(records: readonly LoadRecord[]): number {
  const byTime = records.toSorted((one, other) => one.sentAt - other.sentAt);
  return byTime.filter(({ by }, index) => by === "backup" && byTime[index - 1]?.by !== "backup").length;
}
