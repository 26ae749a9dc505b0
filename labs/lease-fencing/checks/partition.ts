import { check, ms } from "podlab";
import { judgeToken } from "./crash.ts";
import { NODES, onSteadyEtcd } from "./etcd.ts";
import { judgeFormer, judgeRecord } from "./judge.ts";
import { handOver, settle, WRITES_TO_LEAD } from "./leaders.ts";
import { oneLeader } from "./one-leader.ts";
import { storeClock, TTL_MS } from "./record.ts";

/** The reference needs 2.6 to 3.7 s. */
const TAKEN_OVER_WITHIN_MS = 7_000;
/** After the end of the lease, which began before the cut; the reference stops 0.5 s before it. */
const STOP_MS = TTL_MS + 500;
/** A leader that does not know when its lease ends hears it from the store, when it has a successor. */
const REFUSED_MS = 1_000;
const WATCHED_MS = 500;
const WRITES_AT_LEAST = 2 * WRITES_TO_LEAD;

export const stopsWhenCutOff = check(
  "stops-when-cut-off",
  "the leader is cut off from etcd, but not from the store: it stops, and another one takes over",
  (context) =>
    onSteadyEtcd(context, async () => {
      const { leader, ...begun } = await settle(context);
      const asked = `no packet goes between ${leader.name}, the leader, and etcd; the store it can reach`;
      const trial = { ...begun, asked };
      await context.fault.grudge({ [leader.name]: NODES });
      const cutAt = await storeClock(context);
      const successor = await handOver(context, trial, {
        former: leader,
        since: cutAt,
        withinMs: TAKEN_OVER_WITHIN_MS,
      });
      const stopBy = Math.max(cutAt + STOP_MS, successor.at + REFUSED_MS);
      await context.pause(Math.max(0, stopBy + WATCHED_MS - (await storeClock(context))));
      const expected = `it stops when its lease is over, ${ms(STOP_MS)} after the cut, or at the latest when the store refuses it`;
      await judgeFormer(context, trial, { former: leader, successor, stopBy, expected });
      await context.fault.heal();
      await context.pause(WATCHED_MS);
      await judgeFormer(context, trial, { former: leader, successor, stopBy, expected });
      await judgeRecord(context, trial, WRITES_AT_LEAST);
      await judgeToken(context, trial, leader, successor);
    }),
  { timing: true, needs: [oneLeader] },
);
