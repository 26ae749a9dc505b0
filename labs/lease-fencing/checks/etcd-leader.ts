import { type CheckContext, check, count, ms } from "podlab";
import { judgeToken } from "./crash.ts";
import { drawRecord } from "./drawing.ts";
import { etcdStatus } from "./etcd.ts";
import { judgeRecord } from "./judge.ts";
import { handOver, settle, WRITES_TO_LEAD } from "./leaders.ts";
import { oneLeader } from "./one-leader.ts";
import { readRecord, storeClock, type Trial, TTL_MS } from "./record.ts";

/** The reference goes on, or is back after 5 s. */
const BACK_WITHIN_MS = 8_000;
/** The reference needs 4.5 to 7 s: etcd's new leader gives every lease its whole time again. */
const TAKEN_OVER_WITHIN_MS = 14_000;
/** After etcd's former leader has woken up. */
const WATCHED_MS = 1_500;
const WRITES_AT_LEAST = 10;

export const outlivesEtcdsLeader = check(
  "outlives-etcds-leader",
  "etcd's own leader freezes: the leader stays, or is soon replaced",
  async (context) => {
    const { leader: node } = await etcdStatus(context);
    const { leader: _, ...begun } = await settle(context);
    const trial = { ...begun, asked: `${node}, the leader of etcd, is frozen` };
    await context.fault.pause(node);
    const since = await storeClock(context);
    // What is written later than that, somebody writes whose lease etcd has renewed without its former leader.
    await writesAfter(context, trial, { from: since + TTL_MS, since, withinMs: BACK_WITHIN_MS });
    await context.fault.unpause(node);
    await context.pause(WATCHED_MS);
    await judgeRecord(context, trial, WRITES_AT_LEAST);
  },
  { timing: true, needs: [oneLeader] },
);

export const outlivesBothLeaders = check(
  "outlives-both-leaders",
  "etcd's leader freezes and the leader dies with it: another one takes over",
  async (context) => {
    const { leader: node } = await etcdStatus(context);
    const { leader, ...begun } = await settle(context);
    const asked = `${node}, the leader of etcd, is frozen, and ${leader.name}, the leader, is killed`;
    const trial = { ...begun, asked };
    await context.fault.pause(node);
    await context.fault.kill(leader.name);
    const since = await storeClock(context);
    const successor = await handOver(context, trial, { former: leader, since, withinMs: TAKEN_OVER_WITHIN_MS });
    await judgeRecord(context, trial, 2 * WRITES_TO_LEAD);
    await judgeToken(context, trial, leader, successor);
  },
  { timing: true, needs: [oneLeader] },
);

/**
 * Waits until the store has accepted some writes later than `from`.
 *
 * @param withinMs counted from `since`
 */
export async function writesAfter(
  context: CheckContext,
  trial: Trial,
  { from, since, withinMs }: { readonly from: number; readonly since: number; readonly withinMs: number },
): Promise<void> {
  await context.eventually(
    async () => {
      const record = await readRecord(context, trial);
      const late = record.writes.filter(({ at, accepted }) => accepted && at > from);
      if (late.length >= WRITES_TO_LEAD) return;
      context.timeline(drawRecord(record, trial), trial);
      const last = record.writes.findLast(({ accepted }) => accepted);
      const ago = last === undefined ? "none since the check began" : `the last ${ms(record.now - last.at)} ago`;
      const seen = `${count(late.length)} writes were accepted, ${ago}`;
      context.fail({ asked: trial.asked, expected: `a leader writes again within ${ms(withinMs)}`, seen });
    },
    { withinMs: Math.max(0, since + withinMs - (await storeClock(context))), everyMs: 100 },
  );
}
