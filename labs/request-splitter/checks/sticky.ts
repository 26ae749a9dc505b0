import { check } from "podlab";
import { splitsTenPercent } from "./split.ts";
import { demandAnswers, dialAtTen, newUsers, type Visit, visit } from "./splitter.ts";

const USERS = 400;
const VISITS = 5;
/** Of 400 users at 10 %, fewer than 12 come up once in 10^7 runs. */
const LEAST_SEEN = 12;

export const keepsUsersTogether = check(
  "keeps-users-together",
  "a user who comes again gets the same version again",
  async (context) => {
    await dialAtTen(context);
    const users = newUsers(context, USERS);
    // Each round in another order: whoever deals out in turn must not seem to know the users.
    const rounds = Array.from({ length: VISITS }, () => context.seed.shuffle(users)).flat();
    const visits = await visit(context, rounds);
    const asked = `${USERS} users, ${VISITS} requests each`;
    demandAnswers(context, visits, asked);
    const mixed = usersOfBoth(visits);
    if (mixed.length > 0) {
      return context.fail({
        asked,
        expected: "nobody sees both versions",
        seen: `${mixed.length} of ${USERS} users saw both, ${mixed[0]} for one`,
      });
    }
    const inside = new Set(visits.filter(({ version }) => version === "experiment").map(({ user }) => user)).size;
    if (inside < LEAST_SEEN) {
      context.fail({ asked, expected: "a tenth of them in the experiment", seen: `the experiment got ${inside}` });
    }
  },
  { needs: [splitsTenPercent] },
);

function usersOfBoth(visits: readonly Visit[]): string[] {
  const byUser = Map.groupBy(visits, ({ user }) => user);
  return [...byUser].filter(([, all]) => new Set(all.map(({ version }) => version)).size > 1).map(([user]) => user);
}
