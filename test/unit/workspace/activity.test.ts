import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { trackActivity } from "../../../src/workspace/activity.ts";
import { labProgress, withActivity } from "../../../src/workspace/progress.ts";
import { openProgress } from "../../../src/workspace/progress-store.ts";
import { temporaryFolder } from "./temporary.ts";

const BEGIN = Date.parse("2026-03-04T12:00:00Z");
const MINUTE = 60_000;

describe("the time of a guided learner", () => {
  // The clock alone: what waits for the disk goes on.
  beforeEach(() => void vi.useFakeTimers({ now: BEGIN, toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  it("is what lies between keys, and is written when the guide ends", async () => {
    await using home = await temporaryFolder();
    const store = openProgress(home.path, expect.fail);
    await store.update((progress) => withActivity(progress, "demo", "start", Date.now()));
    {
      await using activity = trackActivity(store, "demo");
      for (const at of [1, 2, 30]) {
        vi.setSystemTime(BEGIN + at * MINUTE);
        activity.touch();
      }
    }
    expect(labProgress(await store.load(), "demo")).toMatchObject({
      activeMs: 7 * MINUTE,
      activeAt: BEGIN + 30 * MINUTE,
    });
  });

  it("is not written where nothing was done", async () => {
    await using home = await temporaryFolder();
    const store = openProgress(home.path, expect.fail);
    await trackActivity(store, "demo")[Symbol.asyncDispose]();
    expect((await store.load()).labs).toEqual({});
  });
});
