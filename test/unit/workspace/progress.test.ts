import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  currentStep,
  labProgress,
  NO_PROGRESS,
  stepsDone,
  withHint,
  withoutLab,
  withVerdict,
  withWorkReset,
} from "../../../src/workspace/progress.ts";
import { openProgress } from "../../../src/workspace/progress-store.ts";
import { temporaryFolder } from "./temporary.ts";

const STEPS = [
  { id: "one", checks: [{ id: "a" }, { id: "b" }] },
  { id: "two", checks: [{ id: "c" }] },
];

describe("progress", () => {
  it("counts attempts, and remembers a pass when the check fails later", () => {
    const passed = withVerdict(NO_PROGRESS, "demo", "a", "passed");
    const failed = withVerdict(passed, "demo", "a", "failed");
    expect(labProgress(failed, "demo").checks["a"]).toEqual({ passedOnce: true, passesNow: false, attempts: 2 });
  });

  it.each(["blocked", "broken"] as const)("is not changed by a check that is %s", (verdict) => {
    expect(withVerdict(NO_PROGRESS, "demo", "a", verdict)).toBe(NO_PROGRESS);
  });

  it("puts the learner at the first step that has a check which does not pass", () => {
    const some = withVerdict(withVerdict(NO_PROGRESS, "demo", "a", "passed"), "demo", "c", "passed");
    expect(currentStep(labProgress(some, "demo"), STEPS)?.id).toBe("one");
    const more = withVerdict(some, "demo", "b", "passed");
    expect(stepsDone(labProgress(more, "demo"), STEPS)).toBe(2);
    expect(currentStep(labProgress(more, "demo"), STEPS)?.id).toBe("two");
    const worse = withVerdict(more, "demo", "a", "failed");
    expect(currentStep(labProgress(worse, "demo"), STEPS)?.id).toBe("one");
    expect(stepsDone(labProgress(worse, "demo"), STEPS)).toBe(2);
  });

  it("begins at the first step again when the work was put away, and keeps what passed once", () => {
    const done = ["a", "b", "c"].reduce((sum, check) => withVerdict(sum, "demo", check, "passed"), NO_PROGRESS);
    const reset = withWorkReset(done, "demo");
    expect(currentStep(labProgress(reset, "demo"), STEPS)?.id).toBe("one");
    expect(stepsDone(labProgress(reset, "demo"), STEPS)).toBe(2);
  });

  it("forgets one lab and no other", () => {
    const both = withHint(withHint(NO_PROGRESS, "demo", "one"), "other", "one");
    expect(withoutLab(both, "demo")).toEqual({ version: 1, labs: { other: { checks: {}, hints: { one: 1 } } } });
  });
});

describe("the record of progress", () => {
  it("begins empty and comes back as it was written", async () => {
    await using home = await temporaryFolder();
    const store = openProgress(home.path, refuse);
    expect(await store.load()).toEqual(NO_PROGRESS);
    const written = await store.update((progress) => withHint(progress, "demo", "one"));
    expect(await openProgress(home.path, refuse).load()).toEqual(written);
  });

  it("is not written when nothing changed", async () => {
    await using home = await temporaryFolder();
    await openProgress(home.path, refuse).update((progress) => progress);
    expect(await readdir(home.path)).toEqual([]);
  });

  it.each([
    "{",
    "",
    "[]",
    '{"version":1}',
    '{"version":1,"labs":{"demo":{"checks":{"a":{"attempts":-1}},"hints":{}}}}',
  ])("is set aside when damaged (%s), and the copy before it is used", async (damage) => {
    await using home = await temporaryFolder();
    const before = await openProgress(home.path, refuse).update((progress) => withHint(progress, "demo", "one"));
    await openProgress(home.path, refuse).update((progress) => withHint(progress, "demo", "one"));
    await writeFile(join(home.path, ".podlab/progress.json"), damage);

    const notices: string[] = [];
    const store = openProgress(home.path, (text) => notices.push(text));
    expect(await store.load()).toEqual(before);
    expect(notices).toEqual([expect.stringContaining("damaged")]);
    const aside = (await readdir(join(home.path, ".podlab"))).find((name) => name.startsWith("progress.damaged-"));
    expect(await readFile(join(home.path, ".podlab", `${aside}`), "utf8")).toBe(damage);
    expect(await openProgress(home.path, refuse).load()).toEqual(before);
  });

  it("begins anew when the copy is damaged too, and says so", async () => {
    await using home = await temporaryFolder();
    await mkdir(join(home.path, ".podlab"));
    await writeFile(join(home.path, ".podlab/progress.json"), "{");
    await writeFile(join(home.path, ".podlab/progress.previous.json"), "{");
    const notices: string[] = [];
    const store = openProgress(home.path, (text) => notices.push(text));
    expect(await store.load()).toEqual(NO_PROGRESS);
    expect(notices).toEqual([expect.stringContaining("begins anew")]);
  });

  it("is left alone when a later podlab wrote it", async () => {
    await using home = await temporaryFolder();
    await mkdir(join(home.path, ".podlab"));
    await writeFile(join(home.path, ".podlab/progress.json"), '{"version":2,"labs":{}}');
    const store = openProgress(home.path, refuse);
    await expect(store.update((progress) => withHint(progress, "demo", "one"))).rejects.toThrow("later podlab");
    expect(await readFile(join(home.path, ".podlab/progress.json"), "utf8")).toBe('{"version":2,"labs":{}}');
  });
});

function refuse(text: string): never {
  throw new Error(`unexpected notice: ${text}`);
}
