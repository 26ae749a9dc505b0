import { type CheckContext, check, type LoadRecord, ms, percent, quantile, tallyRecords } from "podlab";
import { clientsOf, demandAnswers, LOOK, REPLICAS, seconds, type Traffic } from "./clients.ts";
import { BACK_WITHIN_MS, NOTICED_WITHIN_MS } from "./readiness.ts";
import { spreadsEvenly } from "./spread.ts";

const PACE = { rate: 100, durationMs: 6_500 };
/** A frozen replica still takes connections, so it is noticed when somebody's patience ends: 1.2 s in the references. */
const SETTLED_AFTER_MS = 4_000;
const GOOD_SHARE = 0.99;
/** For 99 of 100 answers. The references need 5 to 20 ms. */
const P99_MS = 1_000;

const ALL_GONE = { rate: 50, durationMs: 1_500 };
/** For each. The references need 3 to 20 ms; a balancer that tries the others first, or waits, needs more. */
const AT_ONCE_MS = 1_000;
/** What gateways say when nobody behind them can answer. */
const NOBODY = [502, 503, 504];

export const losesTwo = check(
  "loses-two",
  "one replica freezes, another dies: the third serves everybody",
  async (context) => {
    const { fault, seed } = context;
    const clients = await clientsOf(context);
    const [frozen = "", dead = ""] = seed.shuffle(REPLICAS);
    await fault.pause(frozen);
    await fault.kill(dead);
    const { records, words } = await clients(PACE);
    const asked = `${words}; ${frozen} is frozen and ${dead} dead`;
    const settled = records.filter(({ sentAt }) => sentAt >= SETTLED_AFTER_MS);
    const good = settled.filter(({ status }) => status === 200);
    const later = `from ${seconds(SETTLED_AFTER_MS)} on`;
    if (good.length < GOOD_SHARE * settled.length) {
      const seen = `${percent(good.length / settled.length)}: ${tallyRecords(settled)}`;
      context.fail({ asked, expected: `${later} at least ${percent(GOOD_SHARE)} get 200`, seen }, { timed: true });
    }
    const slow = quantile(settled.map(durationOf), 0.99);
    if (slow <= P99_MS) return;
    const expected = `${later} 99 of 100 are answered within ${ms(P99_MS)}`;
    context.fail({ asked, expected, seen: ms(slow) }, { timed: true });
  },
  { timing: true, needs: [spreadsEvenly] },
);

export const failsFast = check(
  "fails-fast",
  "no replica is ready: clients are told so, at once, until one is",
  async (context) => {
    const { eventually, fault } = context;
    const clients = await clientsOf(context);
    for (const replica of REPLICAS) await fault.chaos(replica, { mode: "error" });
    await eventually(async () => demandHonesty(context, await clients(LOOK)), { withinMs: NOTICED_WITHIN_MS });
    demandHonesty(context, await clients(ALL_GONE));
    for (const replica of REPLICAS) await fault.calm(replica);
    await eventually(
      async () => {
        const { records, words } = await clients(LOOK);
        const expected = `within ${seconds(BACK_WITHIN_MS)} status 200 for each`;
        demandAnswers(context, records, { asked: `${words}, all replicas being ready again`, expected });
      },
      { withinMs: BACK_WITHIN_MS },
    );
  },
  { timing: true, needs: [spreadsEvenly] },
);

function demandHonesty(context: CheckContext, { records, words }: Traffic): void {
  const others = records.filter((record) => !NOBODY.includes(record.status) || durationOf(record) > AT_ONCE_MS);
  if (others.length === 0) return;
  const asked = `${words} while no replica is ready`;
  const expected = `status 503 (or 502, 504) for each, within ${seconds(AT_ONCE_MS)}`;
  const late = others.filter(({ status }) => NOBODY.includes(status)).length;
  const lateness = late === 0 ? "" : `, ${late} of them only in being late`;
  const seen = `${others.length} went otherwise${lateness}: ${tallyRecords(others)}`;
  context.fail({ asked, expected, seen }, { timed: others.every(isLate) });
}

function isLate(record: LoadRecord): boolean {
  return record.outcome === "timeout" || durationOf(record) > AT_ONCE_MS;
}

function durationOf({ sentAt, answeredAt }: LoadRecord): number {
  return answeredAt - sentAt;
}
