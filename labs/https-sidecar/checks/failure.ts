import { check, describeTls } from "podlab";
import { ask, SIDECAR } from "./shop.ts";
import { servesOverTls } from "./tls.ts";

/** The reference answers in 5 ms (HAProxy 20), and 0.2 s after the shop's start it is back. */
const CRASH_ANSWER_MS = 2_000;
const RECOVERY_MS = 5_000;
/** The reference gives up after 1.5 s. */
const STUCK_ANSWER_MS = 5_000;

export const survivesCrash = check(
  "survives-crash",
  "the shop crashes: clients hear of it at once, and all is well when it is back",
  async (context) => {
    const { certificate, eventually, fail, fault, seed, state, tls } = context;
    const path = `/orders/${seed.word(16)}`;
    const before = await state("tls");
    await fault.kill("legacy");
    const shaken = await tls(SIDECAR, { servername: certificate.name });
    if (shaken.outcome !== "shaken") {
      const asked = "a TLS handshake while the shop is down";
      const expected = "a handshake: the sidecar lives on";
      return fail({ asked, expected, seen: describeTls(shaken) }, { timed: shaken.outcome === "timeout" });
    }
    (await ask(context, path, { timeoutMs: CRASH_ANSWER_MS + 1_000 }))
      .expectStatus([502, 503, 504], "the shop is down, and its clients should know")
      .expectWithin(CRASH_ANSWER_MS, "a crashed shop refuses connections at once");

    await fault.start("legacy");
    await eventually(async () => (await ask(context, path)).expectStatus(200, "the shop is back"), {
      withinMs: RECOVERY_MS,
    });
    const after = await state("tls");
    if (!after.running || after.startedAt !== before.startedAt) {
      return fail({
        asked: "the sidecar's container after the shop's crash",
        expected: "it ran all the time",
        seen: after.running ? "it was started anew" : `it ended with code ${after.exitCode}`,
      });
    }
  },
  { timing: true, needs: [servesOverTls] },
);

export const answersWhenStuck = check(
  "answers-when-stuck",
  "the shop hangs: clients get an answer within 5 s",
  async (context) => {
    const { fault, seed } = context;
    await fault.pause("legacy");
    (await ask(context, `/orders/${seed.word(16)}`, { timeoutMs: STUCK_ANSWER_MS + 500 }))
      .expectStatus([503, 504], "the shop took the request and says nothing")
      .expectWithin(STUCK_ANSWER_MS, "nobody waits a minute for a page");
  },
  { timing: true, needs: [servesOverTls] },
);
