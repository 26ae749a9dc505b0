import { type CheckContext, check, summarize } from "podlab";
import { demandAnswers, dialAtTen, newUsers, usersOfTheExperiment, visit } from "./splitter.ts";
import { keepsUsersTogether } from "./sticky.ts";

const USERS = 300;
/** The reference gives up on a silent experiment after 0.7 s, once in 2 s; other requests take 2 to 5 ms. */
const P99_MS = 1_500;
const MAX_MS = 2_500;
/** The experiment's traffic after its start: the reference tries it again after 2 to 3 s. */
const BACK_WITHIN_MS = 10_000;
/** How long the experiment is away before it comes back, with users asking all the time. */
const AWAY_MS = 4_000;
const AWAY_RATE = 50;
/** How long a check waits for the traffic that an earlier fault has driven away, ms. */
const SETTLED_WITHIN_MS = 15_000;

export const survivesCrash = check(
  "survives-crash",
  "the experiment crashes, and no user notices",
  async (context) => {
    await dialAtTen(context);
    await usersInside(context);
    await context.fault.kill("experiment");
    await demandHarmless(context, "while the experiment is down");
  },
  { needs: [keepsUsersTogether] },
);

export const comesBack = check(
  "comes-back",
  "the experiment gets its users back when it is back",
  async (context) => {
    const { fault } = context;
    await dialAtTen(context);
    const inside = await usersInside(context);
    await fault.kill("experiment");
    const away = newUsers(context, (AWAY_RATE * AWAY_MS) / 1_000);
    demandAnswers(
      context,
      await visit(context, away, { rate: AWAY_RATE }),
      "users' requests while the experiment is down",
    );
    await fault.start("experiment");
    await fault.ready("experiment");
    await demandBack(context, inside, BACK_WITHIN_MS, "requests of users of the experiment after it was started again");
  },
  { needs: [survivesCrash] },
);

export const survivesSilence = check(
  "survives-silence",
  "the experiment hangs or answers with errors, and no user notices",
  async (context) => {
    const { fault } = context;
    await dialAtTen(context);
    const inside = await usersInside(context);
    await fault.chaos("experiment", { mode: "error" });
    await demandHarmless(context, "while the experiment answers with status 500");
    await fault.calm("experiment");
    await demandBack(context, inside, SETTLED_WITHIN_MS, "requests of users of the experiment after its errors ended");
    await fault.pause("experiment");
    await demandHarmless(context, "while the experiment takes requests and says nothing");
  },
  { needs: [comesBack], timeoutMs: 90_000 },
);

/** Users whom the experiment serves now; waits for them where an earlier fault has driven the traffic away. */
async function usersInside(context: CheckContext): Promise<string[]> {
  const users = newUsers(context, USERS);
  const asked = `one request of each of ${USERS} users, before anything is broken`;
  const ask = async () => {
    const visits = await visit(context, users);
    demandAnswers(context, visits, asked);
    const inside = usersOfTheExperiment(visits);
    if (inside.length > 0) return inside;
    return context.fail({ asked, expected: "a tenth of them in the experiment", seen: "the experiment got nobody" });
  };
  return context.eventually(ask, { withinMs: SETTLED_WITHIN_MS, everyMs: 500 });
}

/** New users, one after the other: each gets an answer, and none waits long. */
async function demandHarmless(context: CheckContext, when: string): Promise<void> {
  const asked = `${USERS} users, one after the other, ${when}`;
  const visits = await visit(context, newUsers(context, USERS), { concurrency: 1 });
  demandAnswers(context, visits, asked);
  const { p99, max } = summarize(visits.map(({ ms }) => ms));
  if (p99 <= P99_MS && max <= MAX_MS) return;
  context.fail({
    asked,
    expected: `99 of 100 answered within ${P99_MS} ms, all within ${MAX_MS} ms`,
    seen: `p99 ${Math.round(p99)} ms, the slowest ${Math.round(max)} ms`,
  });
}

async function demandBack(context: CheckContext, users: readonly string[], withinMs: number, asked: string) {
  const ask = async () => {
    const visits = await visit(context, users);
    demandAnswers(context, visits, asked);
    const back = usersOfTheExperiment(visits).length;
    if (back === users.length) return;
    context.fail({
      asked,
      expected: `all ${users.length} in the experiment within ${withinMs / 1_000} s`,
      seen: `${back} are`,
    });
  };
  await context.eventually(ask, { withinMs, everyMs: 250 });
}
