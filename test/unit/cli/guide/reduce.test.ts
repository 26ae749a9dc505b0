import { describe, expect, it } from "vitest";
import { checkOf, stepPasses } from "../../../../src/cli/guide/model.ts";
import { begun, FAILURE, IDLE, LAB, told, verdict } from "./fixture.ts";

const BEGUN = { event: "round", state: "begun", saved: [] } as const;
const ENDED = { event: "round", state: "ended" } as const;
const CHANGED = { event: "changed", files: ["door.conf"] } as const;
const SUMMARY = {
  event: "summary",
  lab: LAB.id,
  passed: 2,
  failed: 0,
  blocked: 0,
  broken: 0,
  points: 3,
  maxPoints: 3,
  seed: 1,
  ms: 10,
} as const;

describe("a run", () => {
  it("is under way from its begin to its end", () => {
    const running = told(IDLE, BEGUN, begun("opens"));
    expect(running.work).toBe("judging");
    expect(checkOf(running, "opens").runningSince).toBe(running.now);
    const ended = told(running, verdict("opens", "passed"), ENDED);
    expect(ended.work).toBe("idle");
    expect(checkOf(ended, "opens")).toMatchObject({ runningSince: undefined, verdict: { verdict: "passed" } });
  });

  it("makes a step that passes done, and moves nobody on", () => {
    const passed = told(
      IDLE,
      BEGUN,
      begun("opens"),
      verdict("opens", "passed"),
      begun("shuts"),
      verdict("shuts", "passed"),
      ENDED,
    );
    expect(stepPasses(passed)).toBe(true);
    expect([...passed.done]).toEqual(["hang-it"]);
    expect(passed.step).toBe(0);
  });

  it("turns to the checks when one fails", () => {
    expect(told(IDLE, BEGUN, begun("opens"), verdict("opens", "failed", { failure: FAILURE })).focus).toBe("checks");
    expect(told(IDLE, BEGUN, begun("opens"), verdict("opens", "passed")).focus).toBe("text");
  });

  it("that is cancelled leaves no check running, and says that all was undone", () => {
    const fault = { event: "fault", lab: LAB.id, text: "pause shop", state: "injected" } as const;
    const cancelled = told(IDLE, BEGUN, begun("opens"), fault, { event: "round", state: "cancelled" });
    expect(cancelled).toMatchObject({ work: "idle", struck: [], message: { text: expect.stringContaining("undone") } });
    expect(checkOf(cancelled, "opens").runningSince).toBeUndefined();
  });

  it("undoes the faults that were caused by hand", () => {
    const forced = told(IDLE, { event: "hand-faults", faults: [{ words: ["kill", "shop"] }] });
    expect(told(forced, BEGUN).faults).toEqual([]);
  });
});

describe("a save", () => {
  it("during a check asks for exactly one more run, and makes that check's verdict stale", () => {
    const saved = told(IDLE, BEGUN, begun("opens"), CHANGED, CHANGED);
    expect(saved.queued).toBe(true);
    const judged = told(saved, verdict("opens", "passed"), begun("shuts"), verdict("shuts", "passed"), ENDED);
    expect(checkOf(judged, "opens").stale).toBe(true);
    expect(checkOf(judged, "shuts").stale).toBe(false);
    expect(stepPasses(judged)).toBe(false);
    expect(told(judged, BEGUN).queued).toBe(false);
  });

  it("makes what was judged before it stale until it is judged again", () => {
    const judged = told(IDLE, BEGUN, begun("opens"), verdict("opens", "passed"), ENDED, CHANGED);
    expect(checkOf(judged, "opens").stale).toBe(true);
    const again = told(judged, { ...BEGUN, saved: ["door.conf"] }, begun("opens"), verdict("opens", "passed"));
    expect(checkOf(again, "opens").stale).toBe(false);
  });

  it("is timed from the save to the last verdict", () => {
    const saved = told(IDLE, [1_000, CHANGED], [1_030, { ...BEGUN, saved: ["door.conf"] }], [1_800, SUMMARY]);
    expect(saved.tookMs).toBe(800);
    expect(told(IDLE, BEGUN, SUMMARY).tookMs).toBeUndefined();
  });

  it("takes back what was told about the files before it", () => {
    const warned = told(IDLE, { event: "notice", level: "warning", text: "door.conf is empty" });
    expect(told(warned, BEGUN).notices).toHaveLength(1);
    expect(told(warned, { ...BEGUN, saved: ["door.conf"] }).notices).toEqual([]);
  });
});

describe("trouble", () => {
  const LOST = { event: "lost", text: "the engine does not answer", hint: "podlab doctor" } as const;

  it("with the engine is said for as long as it lasts", () => {
    const lost = told(IDLE, BEGUN, begun("opens"), LOST, ENDED);
    expect(lost).toMatchObject({ work: "lost", lost: { text: LOST.text, hint: LOST.hint } });
    expect(told(lost, { event: "found" })).toMatchObject({ work: "idle", lost: undefined });
  });

  it("that is told twice stands there once", () => {
    const notice = { event: "notice", level: "warning", text: "door did not get ready in time" } as const;
    expect(told(IDLE, notice, notice).notices).toHaveLength(1);
  });
});

describe("a reset", () => {
  it("makes every verdict stale and ends the faults by hand", () => {
    const judged = told(IDLE, BEGUN, begun("opens"), verdict("opens", "passed"), ENDED);
    const forced = told(judged, { event: "hand-faults", faults: [{ words: ["kill", "shop"] }] });
    const resetting = told(forced, { event: "resetting", work: false });
    expect(resetting).toMatchObject({ work: "resetting", faults: [] });
    expect(checkOf(resetting, "opens").stale).toBe(true);
    expect(told(resetting, { event: "reset-done" }).work).toBe("idle");
  });
});

it("keeps the newest lines of the logs", () => {
  const lines = Array.from({ length: 2_500 }, (_, index) => `line ${index}`);
  const { logs } = told(IDLE, { event: "logged", service: "door", lines });
  expect(logs).toHaveLength(2_000);
  expect(logs.at(-1)).toEqual({ service: "door", text: "line 2499" });
});
