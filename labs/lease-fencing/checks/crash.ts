import { type CheckContext, check, ms } from "podlab";
import { onSteadyEtcd } from "./etcd.ts";
import { failWith, judgeRecord } from "./judge.ts";
import { type HandOver, handOver, type Leader, settle, WRITES_TO_LEAD } from "./leaders.ts";
import { oneLeader } from "./one-leader.ts";
import { readRecord, storeClock, type Trial, tokenWords } from "./record.ts";

/** The reference needs 2.3 to 3.6 s: what is left of the lease, and etcd looks for ended ones twice a second. */
export const TAKEN_OVER_WITHIN_MS = 6_000;
const WRITES_AT_LEAST = 3 * WRITES_TO_LEAD;

export const survivesACrash = check(
  "survives-a-crash",
  "the leader dies, twice, and another one takes over with a larger token",
  (context) =>
    onSteadyEtcd(context, async () => {
      const { leader, ...begun } = await settle(context);
      const first = { ...begun, asked: `${leader.name}, the leader, is killed` };
      const second = await killed(context, first, leader);
      await judgeToken(context, first, leader, second);
      const trial = { ...first, asked: `${leader.name}, the leader, is killed, then ${second.name}, its successor` };
      const third = await killed(context, trial, second);
      await judgeToken(context, trial, second, third);
      await judgeRecord(context, trial, WRITES_AT_LEAST);
    }),
  { timing: true, needs: [oneLeader] },
);

/** Kills the leader, waits for its successor, and has the dead one start again, as a candidate. */
export async function killed(context: CheckContext, trial: Trial, leader: Leader): Promise<HandOver> {
  await context.fault.kill(leader.name);
  const since = await storeClock(context);
  const successor = await handOver(context, trial, { former: leader, since, withinMs: TAKEN_OVER_WITHIN_MS });
  await context.fault.start(leader.name);
  return successor;
}

/** Fails the check where the successor's token is no larger than the former leader's. */
export async function judgeToken(
  context: CheckContext,
  trial: Trial,
  former: Leader,
  successor: HandOver,
): Promise<void> {
  if (former.token !== undefined && successor.token !== undefined && successor.token > former.token) return;
  const record = await readRecord(context, trial);
  const bad = record.writes.filter(({ writer, at }) => writer === successor.name && at >= successor.at).slice(0, 1);
  const seen = `${successor.name} began with ${tokenWords(successor.token)} after ${ms(successor.tookMs)}`;
  failWith(context, trial, record, bad, {
    expected: `a token larger than that of ${former.name}, ${tokenWords(former.token)}`,
    seen,
  });
}
