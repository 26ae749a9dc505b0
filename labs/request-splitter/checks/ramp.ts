import { type CheckContext, check, count } from "podlab";
import { demandShare, USERS } from "./split.ts";
import {
  demandAnswers,
  dialAtTen,
  FOLLOWED_WITHIN_MS,
  newUsers,
  PERCENT,
  turnDial,
  usersOfTheExperiment,
  type Visit,
  visit,
} from "./splitter.ts";
import { keepsUsersTogether } from "./sticky.ts";

const TURNED_UP = 25;
const RATE = 200;
/** Requests at a time: 1.5 s of them. */
const SLICE = 300;

/** The references take the experiment back 1 to 2 s after they had given up on it. */
const DIVERTED_FOR_MS = 2_000;
const ASKED_AGAIN = 5;

export const followsTheDial = check(
  "follows-the-dial",
  "the dial goes to 25 % and back, no request fails and nobody is moved without need",
  async (context) => {
    await dialAtTen(context);
    const users = newUsers(context, USERS);
    const before = await inside(context, users, PERCENT);
    try {
      await turnUnderLoad(context, users, TURNED_UP, (one) => one.version === "experiment" && !before.has(one.user));
      const more = await inside(context, users, TURNED_UP);
      context.measured("users-moved", users.filter((user) => before.has(user) !== more.has(user)).length);
      await demandStay(context, before, more, `users who had the experiment at ${PERCENT} %, at ${TURNED_UP} %`);
      await turnUnderLoad(context, users, PERCENT, (one) => one.version === "web" && more.has(one.user));
      const after = await inside(context, users, PERCENT);
      await demandStay(context, before, after, `users who had the experiment at ${PERCENT} %, back at ${PERCENT} %`);
    } finally {
      await dialAtTen(context);
    }
  },
  { timing: true, needs: [keepsUsersTogether], timeoutMs: 120_000 },
);

/**
 * Turns the dial while users ask at a steady rate, until it shows in who answers them, and one slice longer: that has
 * what an old process drops as it goes.
 */
async function turnUnderLoad(
  context: CheckContext,
  users: readonly string[],
  percent: number,
  shows: (visit: Visit) => boolean,
): Promise<void> {
  const begun = performance.now();
  let followed = false;
  for (let slice = 0; ; slice += 1) {
    const asking = Array.from({ length: SLICE }, (_, index) => users[(slice * SLICE + index) % users.length] ?? "");
    const load = visit(context, asking, { rate: RATE, keepAlive: false });
    const [visits] = await Promise.all([load, slice === 0 ? turnDial(context, percent) : undefined]);
    demandAnswers(context, visits, `${RATE} requests a second while the dial is turned to ${percent} %`);
    if (followed) return;
    followed = visits.some(shows);
    if (followed || performance.now() - begun < FOLLOWED_WITHIN_MS) continue;
    const asked = `who answers after the dial was turned to ${percent} %`;
    const expected = `the new share within ${FOLLOWED_WITHIN_MS / 1_000} s`;
    context.fail({ asked, expected, seen: "each user still has the version of before" }, { timed: true });
  }
}

/** Who has the experiment now, of all users; fails unless that is the percentage. */
async function inside(context: CheckContext, users: readonly string[], percent: number): Promise<Set<string>> {
  const asked = `one request of each of ${count(users.length)} users with the dial at ${percent} %`;
  const visits = await visit(context, users);
  demandAnswers(context, visits, asked);
  const found = usersOfTheExperiment(visits);
  demandShare(context, found.length, percent, asked);
  return new Set(found);
}

/**
 * A user who was sent to the other side once may have been diverted, because the experiment was slow for a moment on a
 * busy machine; one who was moved stays away however often one asks.
 */
async function demandStay(
  context: CheckContext,
  before: Set<string>,
  after: Set<string>,
  asked: string,
): Promise<void> {
  const away = async (users: readonly string[]) => {
    const there = new Set(usersOfTheExperiment(await visit(context, users)));
    return users.filter((user) => !there.has(user));
  };
  let lost = [...before].filter((user) => !after.has(user));
  for (let round = 0; lost.length > 0 && round < ASKED_AGAIN; round += 1) {
    await context.pause(DIVERTED_FOR_MS);
    lost = await away(lost);
  }
  if (lost.length === 0) return;
  context.fail({
    asked,
    expected: "they still have it: nobody is moved without need",
    seen: `${lost.length} of ${before.size} were moved to web`,
  });
}
