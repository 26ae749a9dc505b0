import { type CheckContext, check } from "podlab";
import { passesToThePrimary } from "./closed.ts";
import { judgeOpening, type OpeningLimits } from "./opening.ts";
import { closedBreaker, traffic } from "./quotes.ts";

/**
 * Errors come back at once, so a few of them open the breaker: the primary of the reference gets 3 to 6 requests, without
 * a breaker all 500. The limits leave room for what is under way while a busy machine holds everything up for 0.9 s.
 */
const ON_ERRORS: OpeningLimits = { durationMs: 5_000, failedAtMost: 50, settledAfterMs: 2_000, toPrimaryAtMost: 150 };

/**
 * Silence is noticed only after a patience: 0.9 to 1.5 s in the references, in which the primary gets 100 to 155 requests,
 * each of which the backup answers in the end. More than twice that is allowed. Without a breaker the primary gets all 600,
 * and they wait as long as it hangs.
 */
const ON_SILENCE: OpeningLimits = { durationMs: 6_000, failedAtMost: 60, settledAfterMs: 3_500, toPrimaryAtMost: 350 };

export const opensOnErrors = check(
  "opens-on-errors",
  "the primary answers with errors: the backup takes over",
  async (context) => {
    await closedBreaker(context);
    await context.fault.chaos("primary", { mode: "error" });
    await judge(context, "while the primary answers 500", ON_ERRORS);
  },
  { timing: true, needs: [passesToThePrimary] },
);

export const opensOnHang = check(
  "opens-on-hang",
  "the primary hangs: the backup takes over, and hardly a client waits",
  async (context) => {
    await closedBreaker(context);
    await context.fault.chaos("primary", { mode: "hang" });
    await judge(context, "while the primary takes requests and never answers", ON_SILENCE);
  },
  { timing: true, needs: [passesToThePrimary] },
);

export const opensOnCrash = check(
  "opens-on-crash",
  "the primary crashes, and another time freezes: the backup takes over",
  async (context) => {
    const { fault } = context;
    await closedBreaker(context);
    await fault.kill("primary");
    const crashed = await traffic(context, ON_ERRORS);
    // It counts from 0 when it is back, and nobody asks it for these any more: what it received is not to be known.
    await judgeOpening(context, "while the primary is dead", crashed, { ...ON_ERRORS, toPrimaryAtMost: undefined });

    await fault.start("primary");
    await fault.ready("primary");
    await closedBreaker(context);
    await fault.pause("primary");
    const frozen = await traffic(context, ON_SILENCE);
    // Awake again, it finds in its sockets what was sent to it meanwhile; only then does it count them.
    await fault.unpause("primary");
    await fault.ready("primary");
    await judgeOpening(context, "while the primary is frozen", frozen, ON_SILENCE);
  },
  // A frozen primary looks much like one that hangs: whoever waits for the one waits for the other.
  { timing: true, needs: [opensOnHang], timeoutMs: 90_000 },
);

async function judge(context: CheckContext, circumstance: string, limits: OpeningLimits): Promise<void> {
  await judgeOpening(context, circumstance, await traffic(context, limits), limits);
}
