import { type CheckContext, check, count, ms } from "podlab";
import { onSteadyEtcd } from "./etcd.ts";
import { failWith, judgeRecord } from "./judge.ts";
import { STORE, settle, writersWords } from "./leaders.ts";
import type { Write } from "./record.ts";

const QUIET_MS = 6_000;
/** The reference makes 15 to 20; on a machine with 15 times as much to do as it can, 3 were seen once. */
const WRITES_A_SECOND = 5;
const WRITES_AT_LEAST = (QUIET_MS / 1_000) * WRITES_A_SECOND;
/** A disk or a processor that others keep busy spoils a single one; who writes too seldom does so in all of them. */
const TRIALS = 3;

export const oneLeader = check(
  "one-leader",
  "one candidate writes to the store, each time with a token, and the others don't",
  (context) =>
    onSteadyEtcd(context, async () => {
      const asked = `${ms(QUIET_MS)} in which nothing is disturbed`;
      let accepted: readonly Write[] = [];
      for (let trial = 0; trial < TRIALS && accepted.length < WRITES_AT_LEAST; trial++) {
        accepted = await quiet(context, asked);
      }
      if (accepted.length >= WRITES_AT_LEAST) return;
      const expected = `at least ${WRITES_A_SECOND} writes a second, ${count(WRITES_AT_LEAST)} in all`;
      context.fail({ asked, expected, seen: `${writersWords(accepted)}, and no better before` }, { timed: true });
    }),
  { timing: true, timeoutMs: 90_000 },
);

/** Leaves everything alone for a while; gives the leader's accepted writes, which are the only ones. */
async function quiet(context: CheckContext, asked: string): Promise<Write[]> {
  const { leader, ...begun } = await settle(context);
  const trial = { ...begun, asked };
  await context.pause(QUIET_MS);
  await context.http.get(STORE);
  const record = await judgeRecord(context, trial, 1);
  const others = record.writes.filter(({ writer }) => writer !== leader.name);
  if (others.length > 0) {
    const expected = `${leader.name} writes, as it did before, and no other one`;
    failWith(context, trial, record, others, { expected, seen: writersWords(record.writes), timed: true });
  }
  return record.writes.filter((write) => write.accepted);
}
