import { type CheckContext, check, tallyRecords } from "podlab";
import { passesToThePrimary } from "./closed.ts";
import { allReceived, closedBreaker, isGood, seconds, traffic } from "./quotes.ts";

/** The reference opens at the third error. */
const OPEN_WITHIN_MS = 8_000;
/** The reference closes after 0.5 to 1 s by its own probes, 3 s where a client's request now and then is the probe. */
const CLOSED_WITHIN_MS = 12_000;
/** One look at the breaker: 25 requests in half a second. */
const LOOK = { durationMs: 500, rate: 50 };

const OPEN_FOR_MS = 8_000;
/** The reference sends 2 a second, nginx's passive breaker one in 3 s. */
const PROBES_A_SECOND = 10;
/** Of the traffic while open: less would say that the breaker was not. */
const LEAST_BY_BACKUP = 0.95;

export const closesAgain = check(
  "closes-again",
  "the primary is well again: it gets its clients back",
  async (context) => {
    await closedBreaker(context);
    await openByErrors(context);
    await context.fault.calm("primary");
    await context.eventually(
      async () => {
        const { records, words } = await traffic(context, LOOK);
        if (records.every((record) => isGood(record) && record.by === "primary")) return;
        context.fail({
          asked: `${words}, the primary being well again`,
          expected: `within ${seconds(CLOSED_WITHIN_MS)} the primary answers all of them, and the backup none`,
          seen: tallyRecords(records),
        });
      },
      { withinMs: CLOSED_WITHIN_MS },
    );
  },
  { timing: true, needs: [passesToThePrimary] },
);

export const probesSparingly = check(
  "probes-sparingly",
  "while it is open, hardly anything reaches the primary",
  async (context) => {
    await closedBreaker(context);
    await openByErrors(context);
    await context.admin.post("primary", "/__ctl/reset");
    const { records, words } = await traffic(context, { durationMs: OPEN_FOR_MS });
    const reached = await allReceived(context, "primary");
    const asked = `${words} while the breaker is open`;
    const byBackup = records.filter((record) => isGood(record) && record.by === "backup");
    if (byBackup.length < LEAST_BY_BACKUP * records.length) {
      return context.fail({ asked, expected: "the backup answers", seen: tallyRecords(records) });
    }
    const most = (PROBES_A_SECOND * OPEN_FOR_MS) / 1_000;
    if (reached > most) {
      context.fail({
        asked,
        expected: `at most ${most} requests of any kind reach the sick primary, ${PROBES_A_SECOND} a second`,
        seen: `${reached} did`,
      });
    }
  },
  { timing: true, needs: [passesToThePrimary] },
);

/** Makes the primary answer with errors, until the backup answers everybody. */
async function openByErrors(context: CheckContext): Promise<void> {
  await context.fault.chaos("primary", { mode: "error" });
  await context.eventually(
    async () => {
      const { records, words } = await traffic(context, LOOK);
      if (records.every((record) => isGood(record) && record.by === "backup")) return;
      context.fail({
        asked: `${words} while the primary answers 500`,
        expected: "the breaker opens: the backup answers all of them",
        seen: tallyRecords(records),
      });
    },
    { withinMs: OPEN_WITHIN_MS },
  );
}
