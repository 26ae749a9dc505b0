import { acceptUniform, check, gotShare } from "podlab";
import { answersAsTheReplicas } from "./answers.ts";
import { clientsOf, demandAnswers, NEWCOMER, REPLICAS } from "./clients.ts";

/** At a rate: as fast as they are answered, a replica that is held up for a moment would get less. */
const PACE = { rate: 300, durationMs: 3_000 };

export const spreadsEvenly = check(
  "spreads-evenly",
  "three replicas share the work evenly",
  async (context) => {
    const clients = await clientsOf(context);
    const { records, words: asked, received } = await clients(PACE);
    demandAnswers(context, records, { asked });
    const interval = acceptUniform({ trials: records.length, kinds: REPLICAS.length });
    for (const who of REPLICAS) {
      const { requests: got } = await received(who);
      if (got >= interval.low && got <= interval.high) continue;
      const expected = `each replica gets a third, ${interval.low} to ${interval.high} of them`;
      context.fail({ asked, expected, seen: gotShare({ who, got, what: "requests", interval }) });
    }
    const { requests } = await received(NEWCOMER);
    if (requests === 0) return;
    const expected = `none for ${NEWCOMER}, which the registry does not list`;
    context.fail({ asked, expected, seen: `it got ${requests}` });
  },
  { timing: true, needs: [answersAsTheReplicas] },
);
