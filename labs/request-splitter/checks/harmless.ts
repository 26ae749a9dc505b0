import { type CheckContext, check, ms, summarize } from "podlab";
import { demandAllSent, demandAnswers, dialAtTen, newUsers, usersOfTheExperiment, visit } from "./splitter.ts";
import { keepsUsersTogether } from "./sticky.ts";

const USERS = 300;
/** The reference gives up on a vanished experiment after 0.3 s, on a silent one after 0.7 s, once in 1 to 2 s. */
const P99_MS = 1_500;
const MAX_MS = 2_500;
const GIVE_UP_MS = 3_000;
/** For all of them together; the reference needs 1 to 3 s. */
const ALL_WITHIN_MS = 20_000;
/** The experiment's traffic after its start: the reference tries it again after 1 to 2 s. */
const BACK_WITHIN_MS = 10_000;
const BACK_EVERY_MS = 250;
/** How long the experiment is away before it comes back, with users asking all the time. */
const AWAY_MS = 3_000;
const AWAY_RATE = 50;
/** How long a check waits for the traffic that its fault has driven away, ms: nginx's own pause is 10 to 11 s. */
const SETTLED_WITHIN_MS = 20_000;

export const survivesCrash = check(
  "survives-crash",
  "the experiment crashes, and no user notices",
  async (context) => {
    const { fault } = context;
    await dialAtTen(context);
    await whileBroken(context, {
      breaking: () => fault.kill("experiment"),
      judging: () => demandHarmless(context, "while the experiment is down"),
      mending: () => startExperiment(context),
    });
  },
  { timing: true, needs: [keepsUsersTogether], timeoutMs: 90_000 },
);

export const comesBack = check(
  "comes-back",
  "the experiment gets its users back when it is back",
  async (context) => {
    await dialAtTen(context);
    const inside = await usersInside(context);
    await context.fault.kill("experiment");
    const away = newUsers(context, (AWAY_RATE * AWAY_MS) / 1_000);
    const visits = await visit(context, away, { rate: AWAY_RATE });
    demandAnswers(context, visits, "users' requests while the experiment is down");
    await startExperiment(context);
    await demandBack(context, inside, "users of the experiment after it was started again", BACK_WITHIN_MS);
  },
  { timing: true, needs: [survivesCrash] },
);

export const survivesSilence = check(
  "survives-silence",
  "the experiment answers with errors, hangs, is cut off, and no user notices",
  async (context) => {
    const { fault } = context;
    await dialAtTen(context);
    await whileBroken(context, {
      breaking: () => fault.chaos("experiment", { mode: "error" }),
      judging: () => demandHarmless(context, "while the experiment answers with status 500"),
      mending: () => fault.calm("experiment"),
    });
    await whileBroken(context, {
      breaking: () => fault.pause("experiment"),
      judging: () => demandHarmless(context, "while the experiment takes requests and says nothing"),
      mending: () => fault.unpause("experiment"),
    });
    // A dead container in a pod that lives refuses connections; a dead machine leaves them without any answer.
    await whileBroken(context, {
      breaking: () => fault.isolate("experiment"),
      judging: () => demandHarmless(context, "while the experiment's machine is gone"),
      mending: () => fault.heal(),
    });
  },
  { timing: true, needs: [comesBack], timeoutMs: 180_000 },
);

interface Breakage {
  readonly breaking: () => Promise<void>;
  readonly judging: () => Promise<void>;
  readonly mending: () => Promise<void>;
}

/**
 * Judges while something is broken. Afterwards it waits until the experiment has its traffic again, as long as that may
 * take: what comes next, another check or the learner's next run, must not find the trace of this one.
 */
async function whileBroken(context: CheckContext, { breaking, judging, mending }: Breakage): Promise<void> {
  const inside = await usersInside(context);
  await breaking();
  try {
    await judging();
  } finally {
    await mending();
    // Whether it gets it at all is for "comes-back" to judge.
    const back = demandBack(context, inside, "users of the experiment after it was mended", SETTLED_WITHIN_MS);
    await back.catch(() => undefined);
  }
}

async function startExperiment({ fault }: CheckContext): Promise<void> {
  await fault.start("experiment");
  await fault.ready("experiment");
}

/** Users whom the experiment serves now; fails where there are none. */
async function usersInside(context: CheckContext): Promise<string[]> {
  const asked = `one request of each of ${USERS} users while the experiment is well`;
  const visits = await visit(context, newUsers(context, USERS));
  demandAnswers(context, visits, asked);
  const inside = usersOfTheExperiment(visits);
  if (inside.length > 0) return inside;
  return context.fail({ asked, expected: "a tenth of them get the experiment", seen: "the experiment got nobody" });
}

/** New users, one after the other: each gets an answer, and none waits long. */
async function demandHarmless(context: CheckContext, when: string): Promise<void> {
  const asked = `${USERS} users, one after the other, ${when}`;
  const pace = { concurrency: 1, durationMs: ALL_WITHIN_MS, timeoutMs: GIVE_UP_MS };
  const visits = await visit(context, newUsers(context, USERS), pace);
  demandAnswers(context, visits, asked);
  demandAllSent(context, visits, USERS, asked);
  const { p99, max } = summarize(visits.map((one) => one.ms));
  if (p99 <= P99_MS && max <= MAX_MS) return;
  const expected = `99 of 100 answered within ${ms(P99_MS)}, all within ${ms(MAX_MS)}`;
  context.fail({ asked, expected, seen: `p99 ${ms(p99)}, the slowest ${ms(max)}` }, { timed: true });
}

async function demandBack(
  context: CheckContext,
  users: readonly string[],
  asked: string,
  withinMs: number,
): Promise<void> {
  const ask = async () => {
    const visits = await visit(context, users);
    demandAnswers(context, visits, asked);
    const back = usersOfTheExperiment(visits).length;
    if (back === users.length) return;
    context.fail({
      asked,
      expected: `all ${users.length} get the experiment again within ${withinMs / 1_000} s`,
      seen: `${back} do`,
    });
  };
  await context.eventually(ask, { withinMs, everyMs: BACK_EVERY_MS });
}
