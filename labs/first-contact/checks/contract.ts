import { type Answer, type CheckContext, check } from "podlab";
import { ask, expectGreeting, HEALTHY_WITHIN_MS, REPLICAS, toldTo } from "./replica.ts";

/** The reference listens 0.2 to 0.6 s after its start. It may also take connections before it is ready to greet. */
const FIRST_GREETING_MS = 2_000;
const LOOK_EVERY_MS = 10;

export const greetsInItsOwnWords = check(
  "greets-in-its-own-words",
  "each replica greets in its own words, under its own name",
  async (context) => {
    for (const replica of REPLICAS) {
      const told = toldTo(context, replica);
      await context.eventually(() => expectGreeting(context, replica, told), { withinMs: FIRST_GREETING_MS });
    }
  },
);

export const tellsItsHealth = check(
  "tells-its-health",
  "it is healthy once it can greet, and no sooner; unknown pages are 404",
  async (context) => {
    const { fault, seed } = context;
    for (const replica of REPLICAS) {
      const told = toldTo(context, replica);
      (await ask(context, replica, told, "/healthz")).expectStatus(200, `${replica} is up and well`);
      (await ask(context, replica, told, `/${seed.word(12)}`)).expectStatus(404, "there is no such page");
    }
    const replica = seed.pick(REPLICAS);
    await fault.kill(replica);
    await fault.start(replica);
    await firstHealthy(context, () => ask(context, replica, toldTo(context, replica), "/healthz"));
    await expectGreeting(context, replica, toldTo(context, replica));
  },
  { needs: [greetsInItsOwnWords] },
);

/** Waits for the first 200. Until then there may be no answer, or a 503, but nothing that says something else. */
async function firstHealthy({ eventually }: CheckContext, ask: () => Promise<Answer>): Promise<void> {
  const spoken = await eventually(
    async () => {
      const answer = await ask();
      const notYet = answer.outcome !== "answered" || answer.status === 503;
      return notYet ? answer.fail("status 200 from /healthz after a start") : answer;
    },
    { withinMs: HEALTHY_WITHIN_MS, everyMs: LOOK_EVERY_MS },
  );
  spoken.expectStatus(200, "a replica that was started is not there yet, says 503, or is well");
}
