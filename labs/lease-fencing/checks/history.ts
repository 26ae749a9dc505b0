import { type CheckContext, check, list } from "podlab";
import { killed, TAKEN_OVER_WITHIN_MS } from "./crash.ts";
import { etcdStatus, onSteadyEtcd } from "./etcd.ts";
import { failWith, judgeRecord } from "./judge.ts";
import { type HandOver, handOver, type Leader, largestToken, settle, WRITES_TO_LEAD } from "./leaders.ts";
import { oneLeader } from "./one-leader.ts";
import { type StoreRecord, storeClock, type Trial, type Write } from "./record.ts";

/** After the last hand-over. */
const WATCHED_MS = 1_000;
const WRITES_AT_LEAST = 4 * WRITES_TO_LEAD;

export const historyIsClean = check(
  "history-is-clean",
  "one hand-over after the other: the store's whole record has one leader at a time",
  (context) =>
    onSteadyEtcd(context, async () => {
      const { leader, ...begun } = await settle(context);
      const start: Trial = { ...begun, asked: `${leader.name}, the leader, freezes` };
      const second = await frozen(context, start, leader);
      await context.fault.unpause(leader.name);
      const asked = `${leader.name}, the leader, freezes, ${second.name} after it is killed, the next one freezes; all come back`;
      const trial = { ...start, asked };
      const third = await killed(context, trial, second);
      const fourth = await frozen(context, trial, third);
      await context.fault.unpause(third.name);
      await context.pause(WATCHED_MS);
      const record = await judgeRecord(context, trial, WRITES_AT_LEAST);
      judgeOrder(context, trial, record, [leader, second, third, fourth]);
      await judgeOrigin(context, trial, record);
    }),
  { timing: true, needs: [oneLeader], timeoutMs: 90_000 },
);

async function frozen(context: CheckContext, trial: Trial, former: Leader): Promise<HandOver> {
  await context.fault.pause(former.name);
  const since = await storeClock(context);
  return handOver(context, trial, { former, since, withinMs: TAKEN_OVER_WITHIN_MS });
}

/** Fails the check where leadership changed more often than it was taken from somebody. */
function judgeOrder(context: CheckContext, trial: Trial, record: StoreRecord, leaders: readonly Leader[]): void {
  const accepted = record.writes.filter((write) => write.accepted);
  const first = accepted.filter((write, index) => write.writer !== accepted[index - 1]?.writer);
  const wanted = leaders.map(({ name }) => name);
  const wrong = first.find(({ writer }, index) => writer !== wanted[index]);
  if (wrong === undefined) return;
  const seen = `writes were accepted from ${list(first.slice(0, wanted.length + 3).map(({ writer }) => writer))}`;
  const expected = `the leaders, one after the other, are ${list(wanted)}: from nobody else leadership was taken`;
  failWith(context, trial, record, [wrong], { expected, seen, timed: true });
}

/**
 * Fails the check where a token can't be etcd's: whatever etcd counts (revisions, versions, values raised in a
 * transaction), it has not counted further than it has made changes. A clock's reading has.
 */
async function judgeOrigin(context: CheckContext, trial: Trial, record: StoreRecord): Promise<void> {
  const { revision } = await etcdStatus(context);
  const largest = largestToken(record.writes) ?? 0n;
  if (largest <= revision) return;
  const bad: Write[] = record.writes.filter(({ token }) => token !== undefined && token > revision).slice(0, 1);
  const expected = `tokens that etcd gave: it has counted ${revision} changes so far`;
  const seen = `token ${largest}; with numbers of its own, a candidate whose clock is ahead would lock all others out`;
  failWith(context, trial, record, bad, { expected, seen });
}
