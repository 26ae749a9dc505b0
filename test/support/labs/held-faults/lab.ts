import { check, defineLab, http, step } from "podlab";
import type { CheckContext } from "../../../../src/check/types.ts";

/** Longer than any test lets it last (ms). */
const HELD_MS = 100_000;

/** A check that brings a fault about and then holds it, so that a test can end podlab while it is in force. */
function held(name: string, bringAbout: (context: CheckContext) => Promise<unknown>) {
  const holding = check(
    `holds-${name}`,
    `the fault is held: ${name}`,
    async (context) => {
      await bringAbout(context);
      await context.always(async () => void (await context.tcp("work:8080")), { duringMs: HELD_MS, everyMs: 200 });
    },
    { timeoutMs: 2 * HELD_MS },
  );
  return step(name, { points: 1, checks: [holding] });
}

const bothAnswer = check("both-answer", "both services answer, and reach each other", async ({ http }) => {
  (await http.get("http://work:8080/app")).expectStatus(200).expectBodyIncludes("app answers").expectWithin(2_000);
});

/** A lab for the tests of what podlab leaves behind: one check for each kind of fault, which does not end by itself. */
export default defineLab({
  chapter: "introduction",
  title: "Faults that last",
  minutes: 1,
  pods: {
    app: { app: { image: "service", ready: http(8080) } },
    work: { work: { image: "work", files: ["server.mjs"], ready: http(8080) } },
  },
  steps: [
    step("undisturbed", { points: 1, checks: [bothAnswer] }),
    held("killed", ({ fault }) => fault.kill("app")),
    held("stopped", ({ fault }) => fault.stop("app", { graceMs: 1_000 })),
    held("paused", ({ fault }) => fault.pause("app")),
    held("learners-killed", ({ fault }) => fault.kill("work")),
    held("isolated", ({ fault }) => fault.isolate("app")),
    held("slow", ({ fault }) => fault.slow("app", 8080, 5_000)),
  ],
});
