import { check, count, ms } from "podlab";
import { onSteadyEtcd } from "./etcd.ts";
import { failWith, judgeRecord } from "./judge.ts";
import { STORE, settle, writersWords } from "./leaders.ts";

const QUIET_MS = 6_000;
const WRITES_A_SECOND = 5;

export const oneLeader = check(
  "one-leader",
  "one candidate writes to the store, each time with a token, and the others don't",
  (context) =>
    onSteadyEtcd(context, async () => {
      const { leader, ...begun } = await settle(context);
      const trial = { ...begun, asked: `${ms(QUIET_MS)} in which nothing is disturbed` };
      await context.pause(QUIET_MS);
      await context.http.get(STORE);
      const atLeast = (QUIET_MS / 1_000) * WRITES_A_SECOND;
      const { writes, ...record } = await judgeRecord(context, trial, 1);
      const others = writes.filter(({ writer }) => writer !== leader.name);
      if (others.length > 0) {
        const expected = `${leader.name} writes, as it did before, and no other one`;
        failWith(context, trial, { writes, ...record }, others, { expected, seen: writersWords(writes), timed: true });
      }
      const accepted = writes.filter((write) => write.accepted);
      if (accepted.length >= atLeast) return;
      const expected = `at least ${WRITES_A_SECOND} writes a second, ${count(atLeast)} in all`;
      context.fail({ asked: trial.asked, expected, seen: writersWords(accepted) }, { timed: true });
    }),
);
