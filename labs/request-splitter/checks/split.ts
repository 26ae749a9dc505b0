import { acceptBinomial, type CheckContext, check, count, givenShare, gotShare } from "podlab";
import {
  demandAnswers,
  describeReached,
  dialAtTen,
  forget,
  newUsers,
  PERCENT,
  reached,
  SHOP,
  usersOfTheExperiment,
  VERSIONS,
  visit,
} from "./splitter.ts";

/** 10 % of 2 000 is 138 to 269: 1 % passes in 3e-68 of all runs, 20 % in 1e-14; 9 % can't be told from 10 %. */
export const USERS = 2_000;
const SMALL_LOAD = 500;

export const splitsTenPercent = check(
  "splits-ten-percent",
  "a tenth of the users gets the experiment",
  async (context) => {
    await dialAtTen(context);
    const user = context.seed.word(12);
    (await context.http.get(`${SHOP}/hats?user=${user}`))
      .expectStatus(200, "the shop asks localhost:8080")
      .expectBodyIncludes(user);
    const asked = `one request of each of ${count(USERS)} users`;
    const visits = await visit(context, newUsers(context, USERS));
    demandAnswers(context, visits, asked);
    demandShare(context, usersOfTheExperiment(visits).length, PERCENT, asked);
  },
);

export const sendsEachRequestOnce = check(
  "sends-each-request-once",
  "each request reaches one version once, as the user sent it",
  async (context) => {
    await dialAtTen(context);
    await forget(context);
    const visits = await visit(context, newUsers(context, SMALL_LOAD));
    demandAnswers(context, visits, `one request of each of ${SMALL_LOAD} users`);
    for (const version of VERSIONS) {
      const answered = new Set(visits.filter((one) => one.version === version).map(({ request }) => request));
      const requests = await reached(context, version, visits);
      if (requests.length === answered.size && requests.every((request) => answered.has(request))) continue;
      context.fail({
        asked: `the requests that reached ${version}, by its own record`,
        expected: `the ${answered.size} that it answered, each once, with its path and its X-User-Id`,
        seen: describeReached(requests, answered),
      });
    }
  },
  { needs: [splitsTenPercent] },
);

/** Fails unless the number of users in the experiment is one that chance gives at that percentage. */
export function demandShare(context: CheckContext, got: number, percent: number, asked: string): void {
  const interval = acceptBinomial({ trials: USERS, share: percent / 100 });
  if (got >= interval.low && got <= interval.high) return;
  const seen = gotShare({ who: "the experiment", got, what: "users", interval });
  context.fail({ asked, expected: givenShare({ interval }), seen });
}
