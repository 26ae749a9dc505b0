import { check, ms } from "podlab";
import { etcdStatus, NODES } from "./etcd.ts";
import { writesAfter } from "./etcd-leader.ts";
import { failWith, judgeRecord } from "./judge.ts";
import { settle, writersWords } from "./leaders.ts";
import { oneLeader } from "./one-leader.ts";
import { readRecord, storeClock, TTL_MS } from "./record.ts";

const WITHOUT_QUORUM_MS = 8_000;
/** After the last moment at which etcd can have renewed a lease; the reference stops 0.5 s before the lease's end. */
const STOP_MS = TTL_MS + 1_000;
/** The reference needs 1.5 to 5 s. */
const BACK_WITHIN_MS = 10_000;
const WRITES_AT_LEAST = 10;

/** The leader of etcd is one of the two: a node that still took itself for the leader would renew leases for a while. */
export const stopsWithoutQuorum = check(
  "stops-without-quorum",
  "two of etcd's three nodes freeze: nobody can know to be the leader, and nobody writes",
  async (context) => {
    const { leader: node } = await etcdStatus(context);
    const { leader: _, ...begun } = await settle(context);
    const other = context.seed.pick(NODES.filter((name) => name !== node));
    const asked = `${node} and ${other}, two of etcd's three nodes, are frozen for ${ms(WITHOUT_QUORUM_MS)}`;
    const trial = { ...begun, asked };
    await context.fault.pause(node);
    await context.fault.pause(other);
    const since = await storeClock(context);
    await context.pause(WITHOUT_QUORUM_MS);
    const record = await readRecord(context, trial);
    const bad = record.writes.filter(({ at }) => at > since + STOP_MS);
    if (bad.length > 0) {
      const expected = `no lease can be renewed, so ${ms(STOP_MS)} later nobody takes itself for the leader`;
      failWith(context, trial, record, bad, { expected, seen: `${writersWords(bad)} later than that` });
    }
    await Promise.all([context.fault.unpause(node), context.fault.unpause(other)]);
    const healedAt = await storeClock(context);
    await writesAfter(context, trial, { from: healedAt, since: healedAt, withinMs: BACK_WITHIN_MS });
    await judgeRecord(context, trial, WRITES_AT_LEAST);
  },
  { timing: true, needs: [oneLeader] },
);
