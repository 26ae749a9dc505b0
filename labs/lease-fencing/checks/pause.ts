import { check, ms } from "podlab";
import { judgeToken, TAKEN_OVER_WITHIN_MS } from "./crash.ts";
import { onSteadyEtcd } from "./etcd.ts";
import { AWAKE_MS, judgeFormer, judgeRecord } from "./judge.ts";
import { handOver, settle, WRITES_TO_LEAD } from "./leaders.ts";
import { oneLeader } from "./one-leader.ts";
import { storeClock, TTL_MS } from "./record.ts";

const ASLEEP_MS = TTL_MS + 3_000;
/** What is watched after the leader of old has woken up. */
const WATCHED_MS = 2_000;
const WRITES_AT_LEAST = 2 * WRITES_TO_LEAD;

export const sleepersAreFenced = check(
  "sleepers-are-fenced",
  "the leader freezes and wakes up when it has long had a successor: it notices, or the store refuses it",
  (context) =>
    onSteadyEtcd(context, async () => {
      const { leader, ...begun } = await settle(context);
      const asked = `${leader.name}, the leader, is frozen for ${ms(ASLEEP_MS)} and goes on then where it was`;
      const trial = { ...begun, asked };
      await context.fault.pause(leader.name);
      const since = await storeClock(context);
      const successor = await handOver(context, trial, { former: leader, since, withinMs: TAKEN_OVER_WITHIN_MS });
      await context.pause(Math.max(0, since + ASLEEP_MS - (await storeClock(context))));
      await context.fault.unpause(leader.name);
      const awakeAt = await storeClock(context);
      await context.pause(WATCHED_MS);
      const expected = `none of its writes is accepted any more, and ${ms(AWAKE_MS)} after it woke up it sends none`;
      await judgeFormer(context, trial, { former: leader, successor, stopBy: awakeAt + AWAKE_MS, expected });
      await judgeRecord(context, trial, WRITES_AT_LEAST);
      await judgeToken(context, trial, leader, successor);
    }),
  { timing: true, needs: [oneLeader] },
);
