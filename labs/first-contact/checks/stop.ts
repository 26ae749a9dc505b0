import { type CheckContext, check, describeRecord, type LoadRecord, type LoadResult, ms, tally } from "podlab";
import { greetsInItsOwnWords } from "./contract.ts";
import { ask, bothHealthy, type Replica, toldTo } from "./replica.ts";

const REPLICA: Replica = "web-a";
const REQUESTS = 20;
/** How long (ms) each is told to take. */
const SLOW_MS = 1_200;
/** By so much (ms) an answer may come before its time: timers are not exact. */
const EARLY_MS = 100;
/** Some that come by way of the front end, which keeps its connections to the replicas open. */
const THROUGH_FRONT = 4;
const TIMEOUT_MS = 10_000;
/** Until every request has surely been read, once the last connection has been taken. */
const SETTLE_MS = 250;
const GRACE_MS = 5_000;
/** The reference has ended 0.9 to 1.3 s after it was asked. */
const STOPPED_WITHIN_MS = 4_000;

export const stopsWell = check(
  "stops-well",
  "asked to stop, it first finishes what it has begun, then ends by itself",
  async (context) => {
    const { broken, fail, fault, pause } = context;
    const told = toldTo(context, REPLICA);
    await bothHealthy(context);
    const begun = performance.now();
    const direct = slowRequests(context, `http://${REPLICA}:${told.port}`, REQUESTS);
    const throughFront = slowRequests(context, "http://front:8080", THROUGH_FRONT);
    // Connections are taken in the order in which they came, so an answer to this one says that the others were.
    (await ask(context, REPLICA, told, "/healthz")).expectStatus(200, "it is up and well");
    await pause(SETTLE_MS);
    const [ended, ...answers] = await Promise.all([
      fault.stop(REPLICA, { graceMs: GRACE_MS }),
      direct.then(({ records }) => judgeAnswers(context, `${REQUESTS} requests for /slow, then SIGTERM`, records)),
      throughFront.then(({ records }) => judgeAnswers(context, `${THROUGH_FRONT} more through the front end`, records)),
    ]);
    const early = answers.flat().filter(({ answeredAt }) => answeredAt < ended.askedAt - begun);
    if (early.length > 0) broken(`${early.length} requests were over before ${REPLICA} was asked to stop`);
    // Killed because its time was up.
    const killed = ended.exitCode === 137;
    const seen = `exit code ${ended.exitCode} after ${ms(ended.ms)}${killed ? ": it was killed" : ""}`;
    const asked = `${REPLICA} to stop: SIGTERM, and SIGKILL after ${ms(GRACE_MS)}`;
    const byItself = "exit code 0: it ended by itself, as it should";
    if (ended.exitCode !== 0) fail({ asked, expected: byItself, seen }, { timed: killed });
    const inTime = `an end within ${ms(STOPPED_WITHIN_MS)}`;
    if (ended.ms > STOPPED_WITHIN_MS) fail({ asked, expected: inTime, seen }, { timed: true });
  },
  { timing: true, needs: [greetsInItsOwnWords] },
);

function slowRequests({ load }: CheckContext, origin: string, count: number): Promise<LoadResult> {
  return load({ request: { url: `${origin}/slow?ms=${SLOW_MS}`, timeoutMs: TIMEOUT_MS }, count, concurrency: count });
}

function judgeAnswers({ fail }: CheckContext, asked: string, records: readonly LoadRecord[]): readonly LoadRecord[] {
  if (records.some((record) => describe(record) !== IN_FULL)) {
    fail({ asked, expected: `${records.length} × ${IN_FULL}`, seen: tally(records.map(describe)) });
  }
  return records;
}

const IN_FULL = `200 after its ${ms(SLOW_MS)}`;

function describe(record: LoadRecord): string {
  const { status, sentAt, answeredAt } = record;
  if (status !== 200) return describeRecord(record);
  return answeredAt - sentAt < SLOW_MS - EARLY_MS ? "200 too early" : IN_FULL;
}
