import { describe, expect, it } from "vitest";
import type { CheckContext } from "../../../src/check/types.ts";
import { InterruptedError } from "../../../src/core/errors.ts";
import { check } from "../../../src/lab/define.ts";
import { allIsWell, type Doing, useKit } from "./kit.ts";

const kit = useKit();

const FAULTS: readonly Doing[] = [
  ["kill", ({ fault }) => fault.kill("app")],
  ["stop", async ({ fault }) => void (await fault.stop("app", { graceMs: 2_000 }))],
  ["pause", ({ fault }) => fault.pause("app")],
  ["crash", ({ fault }) => fault.crash("app")],
  ["recreate", ({ fault }) => fault.recreate("app", { env: { COLOUR: "green" } })],
  ["chaos error", ({ fault }) => fault.chaos("app", { mode: "error" })],
  ["chaos hang", ({ fault }) => fault.chaos("app", { mode: "hang" })],
  [
    "chaos, then kill",
    async ({ fault }) => {
      await fault.chaos("app", { mode: "error" });
      await fault.kill("app");
    },
  ],
  ["kill of the learner's service", ({ fault }) => fault.kill("work")],
];

const ENDINGS: readonly Doing[] = [
  ["passes", async () => undefined],
  ["fails", async ({ fail }) => fail({ asked: "a", expected: "b", seen: "c" })],
  ["breaks", async () => Promise.reject(new TypeError("a bug"))],
  ["does not end", () => new Promise(() => undefined)],
];

describe("a fault", () => {
  it.each(FAULTS)("%s is undone before the next check", async (name, act) => {
    const disturbs = check("disturbs", name, async (context) => {
      (await context.http.get("http://app:8080/")).expectStatus(200);
      await act(context);
    });
    const { records, events } = await kit.judge([disturbs, allIsWell]);
    expect(records.map(({ verdict, failure, reason }) => ({ verdict, failure, reason }))).toEqual([
      { verdict: "passed" },
      { verdict: "passed" },
    ]);
    const states = events.flatMap((event) => (event.event === "fault" ? [event.state] : []));
    expect(states.filter((state) => state === "undone")).toHaveLength(states.length / 2);
  });

  it.each(ENDINGS)("is undone when its check %s", async (_, end) => {
    const disturbs = check(
      "disturbs",
      "",
      async (context) => {
        (await context.http.get("http://app:8080/")).expectStatus(200);
        await context.fault.kill("app");
        await end(context);
      },
      { timeoutMs: 2_000 },
    );
    const { records } = await kit.judge([disturbs, allIsWell]);
    expect(records[1]).toMatchObject({ verdict: "passed" });
  });

  it("is undone on Ctrl-C, before the judgement ends", async () => {
    const abort = new AbortController();
    const disturbs = check("disturbs", "", async ({ fault, pause }) => {
      await fault.pause("app");
      abort.abort();
      await pause(60_000);
    });
    await expect(kit.judge([disturbs], { signal: abort.signal })).rejects.toThrow(InterruptedError);
    expect((await kit.judge([allIsWell])).summary.passed).toBe(1);
  });

  it("shows what it did: a killed service refuses or is unreachable, and a start brings it back", async () => {
    const verdict = await kit.verdictOf(async ({ http, fault, eventually, fail }) => {
      await fault.kill("app");
      const dead = await http.get("http://app:8080/", { timeoutMs: 500 });
      if (dead.outcome === "answered") dead.fail("no answer");
      await fault.start("app");
      await eventually(async () => (await http.get("http://app:8080/")).expectStatus(200), { withinMs: 10_000 });
      if (dead.outcome !== "refused") fail({ asked: "a dead port", expected: "refused", seen: dead.outcome });
    });
    expect(verdict).toMatchObject({ verdict: "passed" });
  });

  it("lets the restart policy act after a crash", async () => {
    const verdict = await kit.verdictOf(async ({ fault, state, eventually, http, fail }) => {
      const before = await state("work");
      await fault.crash("work");
      await eventually(async () => (await http.get("http://work:8080/")).expectStatus(200), { withinMs: 10_000 });
      const after = await state("work");
      if (after.restarts <= before.restarts) fail({ asked: "restarts", expected: "more", seen: `${after.restarts}` });
    });
    expect(verdict).toMatchObject({ verdict: "passed" });
  });

  it("tells how a stop ended", async () => {
    let ended = { ms: 0, exitCode: -1 };
    const verdict = await kit.verdictOf(async ({ fault }) => {
      ended = await fault.stop("app", { graceMs: 5_000 });
    });
    expect(verdict).toMatchObject({ verdict: "passed" });
    expect(ended.exitCode).toBe(0);
    expect(ended.ms).toBeLessThan(4_000);
  });

  it("breaks the check where a service of the lab's own does not get ready", async () => {
    const verdict = await kit.verdictOf(async ({ fault }) => {
      await fault.kill("app");
      await fault.ready("app", { withinMs: 500 });
    });
    expect(verdict).toMatchObject({ verdict: "broken", reason: "app, podlab's own, was not ready within 500 ms" });
  });

  it("gives a service other environment values", async () => {
    const verdict = await kit.verdictOf(async ({ fault, http }) => {
      await fault.recreate("app", { env: { COLOUR: "green" } });
      (await http.get("http://app:8080/")).expectBodyIncludes('"colour":"green"');
    });
    expect(verdict).toMatchObject({ verdict: "passed" });
  });

  it("breaks the check where network faults are not to be had", async () => {
    const verdict = await kit.verdictOf(({ fault }) => fault.isolate("app"));
    expect(verdict).toMatchObject({ verdict: "broken", reason: "network faults are not to be had here" });
  });

  it("is drawn with the load under a failure, with the command for the whole step", async () => {
    const verdict = await kit.verdictOf(judgeUnderLoad);
    expect(verdict).toMatchObject({
      verdict: "failed",
      failure: { again: "podlab check check-kit --step only-step --seed 7" },
    });
    expect(verdict.timeline).toMatch(/^errors .*✗/m);
    expect(verdict.timeline).toContain("kill app");
    expect(verdict.evidence.map(({ kind }) => kind)).toEqual(["fault", "fault", "probe"]);
  });
});

async function judgeUnderLoad({ load, fault, pause, fail }: CheckContext): Promise<void> {
  const request = { url: "http://app:8080/", timeoutMs: 500 };
  const running = load({ request, rate: 50, durationMs: 3_000, identify: { json: "host" } });
  await pause(700);
  await fault.kill("app");
  await pause(700);
  await fault.start("app");
  const failed = (await running).records.filter(({ status }) => status !== 200);
  if (failed.length > 0) fail({ asked: "50 a second", expected: "no error", seen: `${failed.length} errors` });
}
