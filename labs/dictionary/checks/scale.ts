import { acceptUniform, type CheckContext, check, gotShare } from "podlab";
import { type Clients, clientsOf, demandAnswers, list, NEWCOMER, REPLICAS, seconds } from "./clients.ts";
import { spreadsEvenly } from "./spread.ts";

const RATE = 200;
/** Requests come in slices of so long (ms), until one shows what is waited for. */
const SLICE_MS = 1_000;
/** The references ask the registry every second at most. */
const FOLLOWED_WITHIN_MS = 8_000;
const SHARE_PACE = { rate: 400, durationMs: 2_500 };

export const followsTheRegistry = check(
  "follows-the-registry",
  "a fourth replica comes and goes under load, and no request fails",
  async (context) => {
    const clients = await clientsOf(context);
    try {
      await changeUnderLoad(context, clients, {
        change: () => list(context, "PUT", NEWCOMER),
        words: `the registry lists ${NEWCOMER} now`,
        expected: `within ${seconds(FOLLOWED_WITHIN_MS)} ${NEWCOMER} gets requests`,
        shows: (requests) => requests > 0,
      });
      await demandShares(context, clients);
      await changeUnderLoad(context, clients, {
        change: () => list(context, "DELETE", NEWCOMER),
        words: `the registry lists ${NEWCOMER} no longer`,
        expected: `within ${seconds(FOLLOWED_WITHIN_MS)} ${NEWCOMER} gets no more requests`,
        shows: (requests) => requests === 0,
      });
    } finally {
      await list(context, "DELETE", NEWCOMER);
    }
  },
  { timing: true, needs: [spreadsEvenly] },
);

interface Change {
  readonly change: () => Promise<void>;
  readonly words: string;
  readonly expected: string;
  /** Whether the newcomer's requests of a slice show that the change was followed. */
  readonly shows: (requests: number) => boolean;
}

/**
 * Changes the list while clients ask at a steady rate, until it shows, and one slice longer: that has what an old
 * process drops as it goes.
 */
async function changeUnderLoad(context: CheckContext, clients: Clients, change: Change): Promise<void> {
  const begun = performance.now();
  const asked = `${RATE} requests a second; ${change.words}`;
  let followed = false;
  for (let slice = 0; ; slice += 1) {
    const traffic = clients({ rate: RATE, durationMs: SLICE_MS });
    const [{ records, received }] = await Promise.all([traffic, slice === 0 ? change.change() : undefined]);
    demandAnswers(context, records, { asked });
    if (followed) return;
    const { requests } = await received(NEWCOMER);
    followed = change.shows(requests);
    if (followed || performance.now() - begun < FOLLOWED_WITHIN_MS) continue;
    const seen = `${requests} of the last ${records.length}`;
    context.fail({ asked, expected: change.expected, seen }, { timed: true });
  }
}

async function demandShares(context: CheckContext, clients: Clients): Promise<void> {
  const { records, words, received } = await clients(SHARE_PACE);
  const asked = `${words}, with four replicas`;
  demandAnswers(context, records, { asked });
  const kinds = [...REPLICAS, NEWCOMER];
  const interval = acceptUniform({ trials: records.length, kinds: kinds.length });
  for (const who of kinds) {
    const { requests: got } = await received(who);
    if (got >= interval.low && got <= interval.high) continue;
    const expected = `each replica gets a quarter, ${interval.low} to ${interval.high} of them`;
    context.fail({ asked, expected, seen: gotShare({ who, got, what: "requests", interval }) });
  }
}
