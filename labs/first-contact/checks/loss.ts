import { type CheckContext, check, describeRecord, type LoadRecord, members, ms, tally } from "podlab";
import { greetsInItsOwnWords } from "./contract.ts";
import { ask, bothHealthy, expectGreeting, REPLICAS, type Replica, toldTo } from "./replica.ts";

const RATE = 50;
const LOAD_MS = 7_000;
const KILL_AFTER_MS = 1_500;
const DOWN_MS = 1_500;
/** The reference greets again 0.4 to 1.5 s after it was started or has crashed. */
const BACK_WITHIN_MS = 5_000;
/** By how much (s) two readings of an uptime may differ from the time between them: it may be in whole seconds. */
const UPTIME_SLACK_S = 2;
const UPTIME_APART_MS = 3_000;

export const goesUnnoticed = check(
  "goes-unnoticed",
  "a replica is killed and started again, and nobody notices",
  async (context) => {
    const { fail, fault, load, pause, seed } = context;
    await bothHealthy(context);
    const traffic = load({
      request: { url: "http://front:8080/hello/{value}" },
      values: Array.from({ length: 20 }, () => seed.word()),
      rate: RATE,
      durationMs: LOAD_MS,
      identify: { json: "host" },
    });
    const seenAgain = (async () => {
      await pause(KILL_AFTER_MS);
      await fault.kill("web-a");
      await pause(DOWN_MS);
      await fault.start("web-a");
      await seenThroughFront(context, "web-a");
    })();
    const [{ records }] = await Promise.all([traffic, seenAgain]);
    const asked = `${RATE} greetings a second through the front end; web-a is killed, and started ${ms(DOWN_MS)} later`;
    const failed = records.filter((record) => record.status !== 200 || !isFromReplica(record));
    if (failed.length > 0) {
      const seen = `${failed.length} of ${records.length} failed: ${tally(failed.map(describe))}`;
      fail({ asked, expected: "200 for every one, from one of the replicas: web-b is there", seen });
    }
    const silent = REPLICAS.filter((replica) => records.every(({ by }) => by !== replica));
    if (silent.length > 0) fail({ asked, expected: "answers from both replicas", seen: `none from ${silent[0]}` });
  },
  { timing: true, needs: [greetsInItsOwnWords] },
);

export const comesBackFromACrash = check(
  "comes-back-from-a-crash",
  "after a crash it is back as it was, and its uptime tells",
  async (context) => {
    const { eventually, fault, pause } = context;
    const told = toldTo(context, "web-b");
    await readUptime(context, "web-b");
    const crashedAt = performance.now();
    await fault.crash("web-b");
    await eventually(() => expectGreeting(context, "web-b", told), { withinMs: BACK_WITHIN_MS });

    const first = await readUptime(context, "web-b");
    const away = secondsSince(crashedAt);
    if (first.uptime < 0 || first.uptime > away + UPTIME_SLACK_S) {
      first.answer.fail(`an uptime of at most ${away.toFixed(1)} s: web-b crashed that long ago`);
    }
    const readAt = performance.now();
    await pause(UPTIME_APART_MS);
    const second = await readUptime(context, "web-b");
    const passed = secondsSince(readAt);
    if (Math.abs(second.uptime - first.uptime - passed) > UPTIME_SLACK_S) {
      second.answer.fail(`an uptime that grows with time: it was ${first.uptime} s, ${passed.toFixed(1)} s before`);
    }
  },
  { timing: true, needs: [greetsInItsOwnWords] },
);

/** Waits until the front end gives requests to the replica again. */
async function seenThroughFront({ eventually, http }: CheckContext, replica: Replica): Promise<void> {
  await eventually(
    async () => {
      const answer = await http.get("http://front:8080/hello/again");
      if (members(answer.json())["host"] !== replica) answer.fail(`an answer from ${replica}, which was started again`);
    },
    { withinMs: BACK_WITHIN_MS },
  );
}

/** The "uptime" of a replica's /healthz, in seconds. */
async function readUptime(context: CheckContext, replica: Replica) {
  const answer = await ask(context, replica, toldTo(context, replica), "/healthz");
  answer.expectStatus(200, `${replica} is up and well`);
  const { uptime } = members(answer.json());
  if (typeof uptime !== "number") return answer.fail(`"uptime": a number, the seconds since this process started`);
  return { answer, uptime };
}

function secondsSince(moment: number): number {
  return (performance.now() - moment) / 1000;
}

/** Whether the answer says that it comes from a replica, as every greeting does. */
function isFromReplica({ by }: LoadRecord): boolean {
  return REPLICAS.some((replica) => replica === by);
}

function describe(record: LoadRecord): string {
  return record.status === 200 ? "200 from neither replica" : describeRecord(record);
}
