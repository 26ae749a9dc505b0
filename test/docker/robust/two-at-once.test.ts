import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Learner } from "../../support/learner.ts";
import type { Running } from "../../support/podlab.ts";
import { openInShell, WIDE } from "../../support/screen/terminal.ts";
import { errorOf, noticesOf, summaryOf, verdictsOf } from "../../support/verdicts.ts";

const LAB = "https-sidecar";
const ONE_STEP = ["check", LAB, "--step", "terminate-tls", "--json"];

let learner: Learner;
beforeAll(async () => {
  learner = await Learner.arrive();
  await learner.must(["start", LAB, "--detach"]);
  await learner.solve(LAB);
});
afterAll(() => learner[Symbol.asyncDispose]());

describe("two commands on one lab at once", () => {
  it.each([
    ["a check", ONE_STEP],
    ["a reset", ["reset", LAB, "--json"]],
    ["a stop", ["stop", LAB, "--json"]],
    ["a clean", ["clean", "--json"]],
  ])("let %s wait for the check that runs, and say for whom", async (_, words) => {
    // Certificates are rotated in seconds of the clock, however fast the machine.
    const first = learner.begin(["check", LAB, "--step", "rotate-the-certificate", "--json"]);
    await first.tells(({ event }) => event === "check");
    const second = await learner.must(words);
    expect(noticesOf(second)).toContain(`waiting for \`podlab check ${LAB}\` (process ${first.pid}) to end`);
    expect(summaryOf(await first.ended)).toMatchObject({ passed: 1, failed: 0, broken: 0 });
    expect(verdictsOf(await learner.must(ONE_STEP))).toMatchObject({ "serves-over-tls": "passed" });
  });

  it("let one of two starts make the session, and the other take it over", async () => {
    await learner.must(["stop", LAB]);
    const first = learner.begin(["start", LAB, "--detach", "--json"]);
    await first.tells(({ event }) => event === "session");
    const second = await learner.must(["start", LAB, "--detach", "--json"]);
    expect(noticesOf(second)).toContain(`waiting for \`podlab start ${LAB}\` (process ${first.pid}) to end`);
    expect(await first.ended).toMatchObject({ code: 0 });
    expect(await learner.engine.containers(learner.labels)).toHaveLength(4);
  });

  it.each([
    ["a check", ONE_STEP],
    ["a reset", ["reset", LAB, "--json"]],
    ["a stop", ["stop", LAB, "--json"]],
    ["a clean", ["clean", "--json"]],
  ])("turn %s away while every save is watched, and say by whom and what to do", async (_, words) => {
    await using watching = await watch();
    const ended = await learner.podlab(words, { hangsAfterMs: 30_000 });
    expect(errorOf(ended)).toMatchObject({
      message: expect.stringContaining(`\`podlab check ${LAB}\` (process ${watching.pid}) is working on ${LAB}`),
      hint: expect.stringMatching(/leave it first: .*Ctrl-C/),
    });
    expect(ended.code).toBe(3);
    expect((await watching.end("SIGINT")).code).toBe(130);
    await learner.must(ONE_STEP);
  });

  it("turn a check away while somebody is guided, and say by whom and what to do", async () => {
    await using guided = openInShell(["start", LAB, "--plain"], { ...WIDE, env: learner.env });
    await guided.until("[q]uit");
    const ended = await learner.podlab(ONE_STEP, { hangsAfterMs: 30_000 });
    expect(errorOf(ended)).toMatchObject({
      message: expect.stringMatching(/`podlab start https-sidecar` \(process \d+\) is working on https-sidecar/),
      hint: expect.stringMatching(/leave it first: q /),
    });
    expect(ended.code).toBe(3);
    guided.type("q");
    expect((await guided.left()).code).toBe(0);
  });
});

describe("two learners on one engine", () => {
  it("run the same lab at the same time without meeting", async () => {
    await using other = await Learner.arrive();
    await other.must(["start", LAB, "--detach"]);
    await other.solve(LAB);
    const both = await Promise.all([learner, other].map((one) => one.must(["check", LAB, "--all", "--json"])));
    for (const ended of both) {
      expect(summaryOf(ended)).toMatchObject({ passed: 7, failed: 0, blocked: 0, broken: 0 });
    }
    await other.must(["clean"]);
    expect(await other.belongings()).toEqual([]);
    expect(await learner.engine.containers(learner.labels)).toHaveLength(4);
  });
});

async function watch(): Promise<Running> {
  const watching = learner.begin([...ONE_STEP, "--watch"]);
  await watching.tells(({ event }) => event === "summary");
  return watching;
}
