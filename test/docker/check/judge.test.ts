import { afterEach, describe, expect, it } from "vitest";
import { runProbe } from "../../../src/check/run-probe.ts";
import { check, step } from "../../../src/lab/define.ts";
import { GOOD_SERVER, useKit } from "./kit.ts";

const kit = useKit();
const IGNORE = new AbortController().signal;

describe("a judgement", () => {
  it("says what each check found and sums it up", async () => {
    const good = check("good", "it answers", async ({ http }) => {
      (await http.get("http://app:8080/")).expectStatus(200);
    });
    const bad = check("bad", "it answers 204", async ({ http }) => {
      (await http.get("http://app:8080/")).expectStatus(204);
    });
    const blocked = check("blocked", "and more", async () => undefined, { needs: [bad] });
    const { summary, events } = await kit.judge([good, bad, blocked]);
    expect(summary).toMatchObject({ passed: 1, failed: 1, blocked: 1, broken: 0, points: 0.67, maxPoints: 2, seed: 7 });
    expect(events.map((event) => ("verdict" in event ? event.verdict : event.event))).toEqual([
      "step",
      "check",
      "passed",
      "check",
      "failed",
      "blocked",
      "summary",
    ]);
  });

  it("gives a command under a failure that shows the same again", async () => {
    const { failure } = await kit.verdictOf(async ({ http }) => {
      (await http.get("http://app:8080/?status=418", { headers: { "x-note": "it's me" } })).expectStatus(200);
    });
    expect(failure?.seen).toMatch(/^status 418 after /);
    expect(failure?.again).toBe(`podlab probe http GET 'http://app:8080/?status=418' -H 'x-note: it'\\''s me'`);
    const words = ["http", "GET", "http://app:8080/?status=418", "-H", "x-note: it's me"];
    expect((await runProbe(kit.session, words, IGNORE)).text).toMatch(/^status 418 after /);
  });

  it("ends after the first step that did not pass, for a learner", async () => {
    const fails = check("fails", "", async ({ fail }) => fail({ asked: "a", expected: "b", seen: "c" }));
    const steps = [step("one", { points: 1, checks: [fails] }), step("two", { points: 1, checks: [fails] })];
    const learners = await kit.judge([], { steps, stopAtFirstFailure: true });
    const graded = await kit.judge([], { steps, stopAtFirstFailure: false });
    expect([learners.records.length, graded.records.length]).toEqual([1, 2]);
  });

  it("fails a check that takes too long, instead of waiting for it", async () => {
    const verdict = await kit.verdictOf(async () => new Promise(() => undefined), { timeoutMs: 200 });
    expect(verdict).toMatchObject({ verdict: "failed", failure: { seen: "did not finish within 200 ms" } });
  });

  it("breaks a check that asked nothing", async () => {
    const verdict = await kit.verdictOf(async ({ note }) => note("nothing"));
    expect(verdict).toMatchObject({ verdict: "broken", reason: expect.stringContaining("judged nothing") });
  });

  it("breaks a check that has a fault itself, after it tried twice with the same seed", async () => {
    const words: string[] = [];
    const verdict = await kit.verdictOf(async ({ seed }) => {
      words.push(seed.word());
      throw new TypeError("no such thing");
    });
    expect(verdict).toMatchObject({ verdict: "broken", reason: expect.stringContaining("no such thing") });
    expect(verdict.evidence.at(-1)?.answer).toContain("judge.test.ts");
    expect(words).toEqual([words[0], words[0]]);
  });

  it("does not blame the learner when a container of podlab's own dies, and puts it right", async () => {
    let tries = 0;
    const verdict = await kit.verdictOf(async ({ http }) => {
      tries += 1;
      if (tries === 1) await kit.session.engine.kill(kit.session.container("app"));
      (await http.get("http://app:8080/", { timeoutMs: 1_000 })).expectStatus(200);
    });
    expect([tries, verdict.verdict]).toEqual([2, "passed"]);
  });

  it("survives a check that leaves questions behind, and breaks it", async () => {
    const verdict = await kit.verdictOf(async ({ http, eventually, fail }) => {
      (await http.get("http://app:8080/")).expectStatus(200);
      void eventually(async () => fail({ asked: "a", expected: "b", seen: "c" }), { withinMs: 30_000 });
    });
    expect(verdict).toMatchObject({ verdict: "broken", reason: "the check did not wait for 1 of its own questions" });
  });

  it("refuses to run programs in the learner's own container", async () => {
    const verdict = await kit.verdictOf(async ({ exec }) => void (await exec("work", ["true"])));
    expect(verdict).toMatchObject({ verdict: "broken", reason: expect.stringContaining("the learner's own") });
  });

  describe("of a lab that can't be put right", () => {
    afterEach(async () => {
      kit.work = GOOD_SERVER;
      await kit.session.converge();
    });

    it("breaks what comes next, and says after what", async () => {
      const ruins = check("ruins", "it ruins the lab", async ({ fault, http }) => {
        (await http.get("http://work:8080/")).expectStatus(200);
        await fault.kill("work");
        kit.work = "process.exit(1)";
      });
      const next = check("next", "the next", async () => undefined);
      const { records } = await kit.judge([ruins, next]);
      expect(records.map(({ verdict }) => verdict)).toEqual(["passed", "broken"]);
      expect(records[1]?.reason).toBe(
        'the lab could not be put right after "it ruins the lab": work did not get ready again',
      );
    });

    it("does not count what never was ready", async () => {
      kit.work = "process.exit(1)";
      await kit.session.converge();
      const kills = check("kills", "it kills", async ({ fault, http }) => {
        await fault.kill("work");
        (await http.get("http://work:8080/", { timeoutMs: 500 })).expectStatus(200);
      });
      const { records } = await kit.judge([kills, kills]);
      expect(records.map(({ verdict }) => verdict)).toEqual(["failed", "failed"]);
    });
  });
});
