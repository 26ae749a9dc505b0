import { acceptBinomial, check, givenShare, gotShare } from "podlab";
import { splitsTenPercent } from "./split.ts";
import { demandAnswers, dialAtTen, newUsers, PERCENT, usersOfTheExperiment, type Visit, visit } from "./splitter.ts";

const USERS = 400;
const VISITS = 5;

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
    // Nobody sees both where nobody sees the experiment.
    const got = usersOfTheExperiment(visits).length;
    const interval = acceptBinomial({ trials: USERS, share: PERCENT / 100 });
    if (got >= interval.low) return;
    const seen = gotShare({ who: "the experiment", got, what: "users", interval });
    context.fail({ asked, expected: givenShare({ interval }), seen });
  },
  { needs: [splitsTenPercent] },
);

function usersOfBoth(visits: readonly Visit[]): string[] {
  const byUser = Map.groupBy(visits, ({ user }) => user);
  return [...byUser].filter(([, all]) => new Set(all.map(({ version }) => version)).size > 1).map(([user]) => user);
}
