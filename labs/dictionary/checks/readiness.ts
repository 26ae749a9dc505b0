import { type CheckContext, check } from "podlab";
import { clientsOf, demandAnswers, LOOK, REPLICAS, seconds, type Traffic } from "./clients.ts";
import { spreadsEvenly } from "./spread.ts";

/** From the loss of a replica, or its word that it is not ready. The references need 0.3 to 1 s. */
export const NOTICED_WITHIN_MS = 3_000;
/** From a replica's being ready. The references need 0.3 to 1 s. */
export const BACK_WITHIN_MS = 4_000;

const KILL_AFTER_MS = 300;
/**
 * Then it is started again, and loads for 3 s. By then a balancer is through with those that it took before it noticed:
 * unless told otherwise HAProxy tries the same server three times more, a second apart.
 */
const DOWN_MS = 4_500;
/** Requests come in slices of so long (ms) until it is ready, however long that takes on a busy machine. */
const SLICE = { rate: 100, durationMs: 1_000 };
const AWAY = { rate: 100, durationMs: 1_500 };

export const waitsForReadiness = check(
  "waits-for-readiness",
  "a replica is lost and started again: it gets nothing before it is ready",
  async (context) => {
    const { fault, pause, seed } = context;
    const clients = await clientsOf(context);
    const victim = seed.pick(REPLICAS);
    const began = performance.now();
    let noticedAt = Number.POSITIVE_INFINITY;
    let isOver = false;
    const loss = async () => {
      await pause(KILL_AFTER_MS);
      await fault.kill(victim);
      noticedAt = performance.now() - began + NOTICED_WITHIN_MS;
      await pause(DOWN_MS);
      await fault.start(victim);
      await fault.ready(victim);
    };
    const slices: Slice[] = [];
    const asking = async () => {
      while (!isOver) slices.push({ from: performance.now() - began, traffic: await clients(SLICE) });
    };
    const losing = loss().finally(() => {
      isOver = true;
    });
    await Promise.all([asking(), losing]);

    const asked = `${SLICE.rate} requests a second; ${victim} is killed, and started again ${seconds(DOWN_MS)} later`;
    const early = await earlyOf(slices, victim);
    if (early > 0) {
      const expected = `no request reaches ${victim} before its /readyz says 200`;
      context.fail({ asked, expected, seen: `${early} did, and each got a 500 from it` }, { timed: true });
    }
    const later = slices.flatMap(({ from, traffic }) =>
      traffic.records.filter(({ sentAt }) => from + sentAt > noticedAt),
    );
    demandAnswers(context, later, { asked, expected: `status 200 for each from ${seconds(NOTICED_WITHIN_MS)} on` });
    await demandBack(context, clients, victim);
  },
  { timing: true, needs: [spreadsEvenly] },
);

export const respectsReadiness = check(
  "respects-readiness",
  "a replica says that it is not ready: it is left alone, and comes back when it is",
  async (context) => {
    const { eventually, fault, seed } = context;
    const clients = await clientsOf(context);
    const victim = seed.pick(REPLICAS);
    // It could still answer: whoever waits for errors waits in vain.
    await fault.chaos(victim, { mode: "error", on: "health" });
    const when = `while the /readyz of ${victim} says 500, and its /healthz 200`;
    await eventually(
      async () => demandAway(context, await clients(LOOK), { victim, when, within: NOTICED_WITHIN_MS }),
      { withinMs: NOTICED_WITHIN_MS },
    );
    await demandAway(context, await clients(AWAY), { victim, when });
    await fault.calm(victim);
    await demandBack(context, clients, victim);
  },
  { timing: true, needs: [spreadsEvenly] },
);

interface Slice {
  /** ms since the first one began. */
  readonly from: number;
  readonly traffic: Traffic;
}

/** Requests that reached a replica since it was started and before it was ready. */
async function earlyOf(slices: readonly Slice[], replica: string): Promise<number> {
  const received = await Promise.all(slices.map(({ traffic }) => traffic.received(replica)));
  return received.reduce((sum, { early }) => sum + early, 0);
}

interface Away {
  readonly victim: string;
  readonly when: string;
  readonly within?: number;
}

async function demandAway(context: CheckContext, traffic: Traffic, { victim, when, within }: Away): Promise<void> {
  const asked = `${traffic.words} ${when}`;
  demandAnswers(context, traffic.records, { asked });
  const { requests } = await traffic.received(victim);
  if (requests === 0) return;
  const since = within === undefined ? "still none" : `within ${seconds(within)} none`;
  context.fail({ asked, expected: `${since} of them reaches ${victim}`, seen: `${requests} did` }, { timed: true });
}

/** Waits until a replica that is ready has clients again. */
async function demandBack(
  context: CheckContext,
  clients: (pace: typeof LOOK) => Promise<Traffic>,
  victim: string,
): Promise<void> {
  await context.eventually(
    async () => {
      const { records, words, received } = await clients(LOOK);
      const asked = `${words}, ${victim} being ready again`;
      demandAnswers(context, records, { asked });
      if ((await received(victim)).requests > 0) return;
      const expected = `within ${seconds(BACK_WITHIN_MS)} it gets its share again`;
      context.fail({ asked, expected, seen: "it got none" }, { timed: true });
    },
    { withinMs: BACK_WITHIN_MS },
  );
}
