import { acceptBinomial, check } from "podlab";
import {
  askedOf,
  demandAnswers,
  dialAtTen,
  forget,
  newUsers,
  PERCENT,
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
    const asked = `one request of each of ${USERS} users`;
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
    const users = newUsers(context, SMALL_LOAD);
    const visits = await visit(context, users);
    demandAnswers(context, visits, `one request of each of ${SMALL_LOAD} users`);
    for (const version of VERSIONS) {
      const answered = visits.filter((one) => one.version === version).map(({ user }) => user);
      const reached = (await askedOf(context, version)).map((line) => line.split(" for ")[1] ?? "");
      const strangers = reached.filter((user) => !answered.includes(user));
      if (reached.length === answered.length && strangers.length === 0) continue;
      context.fail({
        asked: `the requests that reached ${version}, by its own record`,
        expected: `${answered.length}: the ones that it answered, each with its user's X-User-Id`,
        seen: `${reached.length}, of which ${strangers.length} were not of those users`,
      });
    }
  },
  { needs: [splitsTenPercent] },
);

/** Fails unless the number of users in the experiment is one that chance gives at that percentage. */
export function demandShare(context: Parameters<typeof visit>[0], count: number, percent: number, asked: string): void {
  const { low, high } = acceptBinomial({ trials: USERS, share: percent / 100 });
  if (count >= low && count <= high) return;
  context.fail({
    asked,
    expected: `${low} to ${high} of ${USERS} get the experiment, which is what chance makes of ${percent} %`,
    seen: `the experiment got ${count} of ${USERS}, ${((count / USERS) * 100).toFixed(2)} %`,
  });
}
