import { check, describeTcp } from "podlab";
import { greetsInItsOwnWords } from "./contract.ts";
import { drawPort, expectGreeting, REPLICAS, toldTo } from "./replica.ts";

/** The reference takes 0.3 to 0.8 s. */
const UP_WITHIN_MS = 5_000;

export const takesNewValues = check(
  "takes-new-values",
  "told another port and another greeting, it keeps nothing of the old",
  async (context) => {
    const { eventually, fail, fault, seed, tcp } = context;
    const replica = seed.pick(REPLICAS);
    const old = toldTo(context, replica);
    const port = drawPort(seed, [8100, 9800]);
    // What breaks a program that takes text for code: quotes, a backslash, a percent sign, a space, an umlaut.
    const greeting = `Grüß dich "${seed.word(6)}" \\o/ 100% herzlich`;
    await fault.recreate(replica, { env: { PORT: port, GREETING: greeting } });
    await eventually(() => expectGreeting(context, replica, { port, greeting }), { withinMs: UP_WITHIN_MS });
    const left = await tcp(`${replica}:${old.port}`);
    if (left.outcome === "connected") {
      fail({
        asked: `a connection to ${replica}:${old.port}, the port of its former life`,
        expected: "none: it was told another port",
        seen: describeTcp(left),
      });
    }
  },
  { needs: [greetsInItsOwnWords] },
);
