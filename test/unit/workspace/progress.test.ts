import { describe, expect, it } from "vitest";
import {
  currentStep,
  labProgress,
  labState,
  NO_PROGRESS,
  stepsDone,
  withActivity,
  withHint,
  withOtherFiles,
  withoutLab,
  withSolutionShown,
  withVerdict,
} from "../../../src/workspace/progress.ts";
import type { Progress } from "../../../src/workspace/progress-format.ts";

const ONE = { id: "one", checks: [{ id: "a" }, { id: "b" }] };
const TWO = { id: "two", checks: [{ id: "c" }] };
const STEPS = [ONE, TWO];
const LAB = { id: "demo", steps: STEPS };
const MINUTE = 60_000;

describe("progress", () => {
  it("counts attempts, and remembers a pass when the check fails later", () => {
    const passed = withVerdict(NO_PROGRESS, "demo", "a", "passed", 10);
    const failed = withVerdict(passed, "demo", "a", "failed", 20);
    const record = { passedOnce: true, trueNow: false, attempts: 2, lastAt: 20 };
    expect(labProgress(failed, "demo").checks["a"]).toEqual(record);
  });

  it.each(["blocked", "broken"] as const)("is not changed by a check that is %s", (verdict) => {
    expect(withVerdict(NO_PROGRESS, "demo", "a", verdict, 10)).toBe(NO_PROGRESS);
  });

  it("does not know whether a check that was blocked is true now, and keeps what is known of a broken one", () => {
    const before = passed(NO_PROGRESS, "a");
    const blocked = withVerdict(before, "demo", "a", "blocked", 20);
    expect(labProgress(blocked, "demo").checks["a"]).toMatchObject({ trueNow: undefined, attempts: 1 });
    expect(withVerdict(before, "demo", "a", "broken", 20)).toBe(before);
  });

  it("puts the learner at the first step that has a check which does not pass", () => {
    const some = passed(NO_PROGRESS, "a", "c");
    expect(currentStep(labProgress(some, "demo"), STEPS)?.id).toBe("one");
    const more = passed(some, "b");
    expect(stepsDone(labProgress(more, "demo"), STEPS)).toBe(2);
    expect(currentStep(labProgress(more, "demo"), STEPS)?.id).toBe("two");
    const worse = withVerdict(more, "demo", "a", "failed", 20);
    expect(currentStep(labProgress(worse, "demo"), STEPS)?.id).toBe("one");
    expect(stepsDone(labProgress(worse, "demo"), STEPS)).toBe(2);
  });

  it("begins at the first step again when the files are others, and keeps what passed once", () => {
    const other = withOtherFiles(passed(NO_PROGRESS, "a", "b", "c"), "demo");
    expect(currentStep(labProgress(other, "demo"), STEPS)?.id).toBe("one");
    expect(stepsDone(labProgress(other, "demo"), STEPS)).toBe(2);
    expect(labProgress(other, "demo").checks["a"]).toMatchObject({ passedOnce: true, trueNow: undefined });
  });

  it("forgets one lab and no other", () => {
    const both = withHint(withHint(NO_PROGRESS, "demo", ONE), "other", ONE);
    expect(withoutLab(both, "demo").labs).toEqual({ other: expect.objectContaining({ hints: { one: 1 } }) });
  });
});

describe("the state of a lab", () => {
  const untilDone = (before: Progress) => passed(before, "a", "b", "c");

  it("is begun with the first thing that is done, and done when every step has passed once", () => {
    expect(labState(NO_PROGRESS, LAB)).toBe("not begun");
    expect(labState(withActivity(NO_PROGRESS, "demo", "start", 10), LAB)).toBe("begun");
    expect(labState(passed(NO_PROGRESS, "a", "b"), LAB)).toBe("begun");
    const done = untilDone(NO_PROGRESS);
    expect(labState(done, LAB)).toBe("done");
    expect(labState(withVerdict(done, "demo", "a", "failed", 20), LAB)).toBe("done");
  });

  it("is done with help after all hints of a step, not after fewer", () => {
    const hint = (before: Progress) => withHint(before, "demo", ONE);
    const two = hint(hint(NO_PROGRESS));
    expect(labState(untilDone(two), LAB)).toBe("done");
    expect(labState(untilDone(hint(two)), LAB)).toBe("done with help");
  });

  it("is done with help where the solution was shown before", () => {
    expect(labState(untilDone(withSolutionShown(passed(NO_PROGRESS, "a", "b"), LAB)), LAB)).toBe("done with help");
  });

  it("is done where hints and solution came afterwards", () => {
    let late = withSolutionShown(untilDone(NO_PROGRESS), LAB);
    for (const _ of [1, 2, 3]) late = withHint(late, "demo", ONE);
    expect(labState(late, LAB)).toBe("done");
  });
});

describe("the time spent on a lab", () => {
  const spent = (...doings: [kind: "start" | "goes on", at: number][]) => {
    const after = doings.reduce((sum, [kind, at]) => withActivity(sum, "demo", kind, at), NO_PROGRESS);
    return labProgress(after, "demo").activeMs;
  };

  it("is what lies between one activity and the next", () => {
    expect(spent(["start", 0], ["goes on", 1000], ["goes on", 3 * MINUTE])).toBe(3 * MINUTE);
  });

  it("counts no more than five minutes of a pause", () => {
    expect(spent(["start", 0], ["goes on", 60 * MINUTE], ["goes on", 61 * MINUTE])).toBe(6 * MINUTE);
  });

  it("counts nothing of what lay before a start, nor of a clock that was set back", () => {
    expect(spent(["start", 0], ["goes on", MINUTE], ["start", 2 * MINUTE], ["goes on", MINUTE])).toBe(MINUTE);
  });
});

function passed(before: Progress, ...checks: string[]): Progress {
  return checks.reduce((sum, check) => withVerdict(sum, "demo", check, "passed", 10), before);
}
