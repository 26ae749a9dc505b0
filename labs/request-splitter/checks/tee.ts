import { type CheckContext, check, summarize } from "podlab";
import { splitsTenPercent } from "./split.ts";
import { askedOf, demandAnswers, forget, newUsers, TEE, type Visit, visit } from "./splitter.ts";

const REQUESTS = 200;
const CLIENTS = 8;
/** A request to a paused shadow delays the next one on its connection: the reference by 150 ms. */
const P95_MS = 600;
const P99_MS = 1_000;
/** The last copies are under way when the last user has the answer. */
const COPIED_WITHIN_MS = 3_000;

export const copiesToTheShadow = check(
  "copies-to-the-shadow",
  "on the second port the experiment gets a copy of everything, and no user notices",
  async (context) => {
    const { fault } = context;
    await forget(context);
    const asked = `${REQUESTS} requests to port 8081`;
    demandProduction(context, await visitTee(context), asked);
    await demandCopies(context);
    await fault.pause("experiment");
    const visits = await visitTee(context);
    const paused = `${asked} while the experiment takes copies and says nothing`;
    demandProduction(context, visits, paused);
    const { p95, p99 } = summarize(visits.map(({ ms }) => ms));
    if (p95 <= P95_MS && p99 <= P99_MS) return;
    context.fail({
      asked: `${paused}, over connections that are used again`,
      expected: `95 of 100 answered within ${P95_MS} ms, 99 within ${P99_MS} ms`,
      seen: `p95 ${Math.round(p95)} ms, p99 ${Math.round(p99)} ms`,
    });
  },
  { needs: [splitsTenPercent] },
);

function visitTee(context: CheckContext): Promise<Visit[]> {
  return visit(context, newUsers(context, REQUESTS), { concurrency: CLIENTS }, TEE);
}

/** Every user is answered, and by nobody but web. */
function demandProduction(context: CheckContext, visits: readonly Visit[], asked: string): void {
  demandAnswers(context, visits, asked);
  const shadowed = visits.filter(({ version }) => version !== "web");
  if (shadowed.length === 0) return;
  context.fail({ asked, expected: "web answers all", seen: `the experiment answered ${shadowed.length} of them` });
}

/** What web was asked is what the experiment was asked, each request once. */
async function demandCopies(context: CheckContext): Promise<void> {
  const compare = async () => {
    const [originals, copies] = await Promise.all([askedOf(context, "web"), askedOf(context, "experiment")]);
    const asked = `the copies of ${originals.length} requests that web got, by the experiment's own record`;
    if (originals.length !== REQUESTS) {
      return context.fail({
        asked,
        expected: `web got the ${REQUESTS}, each once`,
        seen: `web got ${originals.length}`,
      });
    }
    const known = new Set(originals);
    const alike = new Set(copies.filter((copy) => known.has(copy))).size;
    if (copies.length === REQUESTS && alike === REQUESTS) return;
    const example = copies.find((copy) => !known.has(copy));
    const odd = example === undefined ? "" : `; one that is not: ${example}`;
    context.fail({
      asked,
      expected: `${REQUESTS}, each with the method, path and user of its original`,
      seen: `${copies.length}, of which ${alike} are like an original${odd}`,
    });
  };
  await context.eventually(compare, { withinMs: COPIED_WITHIN_MS, everyMs: 200 });
}
