import { describe, expect, it } from "vitest";
import type { OpenNetworkFaults } from "../../../src/check/network-faults.ts";
import type { CheckContext } from "../../../src/check/types.ts";
import { ownImage } from "../../../src/engine/images.ts";
import { PodNetworkFaults } from "../../../src/fault/network-faults.ts";
import { check } from "../../../src/lab/define.ts";
import { allIsWell, type Doing, ROOT, useKit } from "./kit.ts";

const kit = useKit();
const openNetworkFaults: OpenNetworkFaults = (session) => {
  const image = () => ownImage(session.engine, "fault", ROOT, () => undefined, AbortSignal.timeout(170_000));
  return new PodNetworkFaults(session, image);
};

const FAULTS: readonly Doing[] = [
  ["partition", ({ fault }) => fault.partition("app", "work")],
  ["isolate", ({ fault }) => fault.isolate("app")],
  ["grudge", ({ fault }) => fault.grudge({ app: ["work"] })],
];

describe("a fault of the network", () => {
  it.each(FAULTS)("%s keeps the learner's pod from the app, and is undone", async (_, act) => {
    const disturbs = check("disturbs", "", async (context) => {
      await expectReached(context, true);
      await act(context);
      await expectReached(context, false);
      (await context.http.get("http://app:8080/")).expectStatus(200, "the agent still reaches it");
    });
    const heals = check("heals", "", (context) => expectReached(context, true));
    const { records } = await kit.judge([disturbs, heals, allIsWell], { openNetworkFaults });
    expect(records.map(({ verdict, failure, reason }) => failure ?? reason ?? verdict)).toEqual(
      Array(3).fill("passed"),
    );
  });

  it("refuses connections to a port, and slows them, until the check heals it", async () => {
    const disturbs = check("disturbs", "", async ({ fault, tcp, http, fail }) => {
      await fault.refuse("app", 8080);
      const { outcome } = await tcp("app:8080");
      if (outcome !== "refused") fail({ asked: "app:8080", expected: "refused", seen: outcome });
      await fault.heal();
      (await http.get("http://app:8080/")).expectStatus(200);
      await fault.slow("app", 8080, 200);
      const { ms } = (await http.get("http://app:8080/")).expectStatus(200);
      if (ms < 400) fail({ asked: "app:8080", expected: "200 ms later each way", seen: `${ms} ms` });
    });
    const { records } = await kit.judge([disturbs, allIsWell], { openNetworkFaults });
    expect(records.map(({ verdict, failure, reason }) => failure ?? reason ?? verdict)).toEqual(
      Array(2).fill("passed"),
    );
  });
});

/** Has the learner's service ask the app, and looks at what came of it. */
async function expectReached({ http, fail }: CheckContext, reached: boolean): Promise<void> {
  const answer = await http.get("http://work:8080/app", { timeoutMs: 3_000 });
  const seen = answer.body;
  if ((seen === "reached") !== reached) fail({ asked: "app from work", expected: String(reached), seen });
}
