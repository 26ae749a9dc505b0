import { type CheckContext, check, ms, summarize } from "podlab";
import { splitsTenPercent } from "./split.ts";
import {
  demandAllSent,
  demandAnswers,
  describeReached,
  forget,
  newUsers,
  reached,
  TEE,
  VERSIONS,
  type Visit,
  visit,
} from "./splitter.ts";

const REQUESTS = 200;
const CLIENTS = 8;
/** A request to a paused shadow delays the next one on its connection: the reference by 150 ms. */
const P95_MS = 600;
const P99_MS = 1_000;
const GIVE_UP_MS = 3_000;
/** For all of them together; the reference needs 4 to 5 s while the shadow is paused. */
const ALL_WITHIN_MS = 20_000;
/** The last copies are under way when the last user has the answer. */
const COPIED_WITHIN_MS = 3_000;

export const copiesToTheShadow = check(
  "copies-to-the-shadow",
  "on the second port the experiment gets a copy of everything, and no user notices",
  async (context) => {
    const { fault } = context;
    await forget(context);
    const asked = `${REQUESTS} requests to port 8081`;
    const visits = await visitTee(context);
    demandProduction(context, visits, asked);
    await demandCopies(context, visits);
    await fault.pause("experiment");
    const slower = await visitTee(context);
    const paused = `${asked} while the experiment takes copies and says nothing`;
    demandProduction(context, slower, paused);
    const { p95, p99 } = summarize(slower.map((one) => one.ms));
    if (p95 <= P95_MS && p99 <= P99_MS) return;
    const reused = `${paused}, over connections that are used again`;
    const expected = `95 of 100 answered within ${ms(P95_MS)}, 99 within ${ms(P99_MS)}`;
    context.fail({ asked: reused, expected, seen: `p95 ${ms(p95)}, p99 ${ms(p99)}` }, { timed: true });
  },
  { timing: true, needs: [splitsTenPercent] },
);

function visitTee(context: CheckContext): Promise<Visit[]> {
  const pace = { concurrency: CLIENTS, durationMs: ALL_WITHIN_MS, timeoutMs: GIVE_UP_MS };
  return visit(context, newUsers(context, REQUESTS), pace, TEE);
}

/** Every user is answered, and by nobody but web. */
function demandProduction(context: CheckContext, visits: readonly Visit[], asked: string): void {
  demandAnswers(context, visits, asked);
  demandAllSent(context, visits, REQUESTS, asked);
  const shadowed = visits.filter(({ version }) => version !== "web");
  if (shadowed.length === 0) return;
  context.fail({ asked, expected: "web answers all", seen: `the experiment answered ${shadowed.length} of them` });
}

/** By their own records, web and the experiment got every request, each once. */
async function demandCopies(context: CheckContext, visits: readonly Visit[]): Promise<void> {
  const sent = new Set(visits.map(({ request }) => request));
  const compare = async () => {
    for (const version of VERSIONS) {
      const requests = await reached(context, version, visits);
      if (requests.length === sent.size && requests.every((request) => sent.has(request))) continue;
      context.fail({
        asked: `what of ${sent.size} requests to port 8081 reached ${version}, by its own record`,
        expected: `all ${sent.size}, each once, with method, path and user as the client sent them`,
        seen: describeReached(requests, sent),
      });
    }
  };
  await context.eventually(compare, { withinMs: COPIED_WITHIN_MS, everyMs: 200 });
}
