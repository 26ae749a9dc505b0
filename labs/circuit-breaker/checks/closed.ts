import { check } from "podlab";
import { isGood, restartBreaker, tally, traffic } from "./quotes.ts";

const DURATION_MS = 3_000;
/**
 * Of the requests. All of them in the reference; but a breaker that opens for a moment because the machine held the
 * primary up for longer than its patience does its job. Without preference for the primary it gets a half.
 */
const LEAST_TO_PRIMARY = 0.7;

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
        seen: `${failed.length} failed: ${tally(failed)}`,
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
  },
);
