import { appendFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSeed, type Seed } from "../../../src/core/seed.ts";
import { Learner } from "../../support/learner.ts";
import type { Running } from "../../support/podlab.ts";
import { summaryOf } from "../../support/verdicts.ts";

const LAB = "https-sidecar";
/** Kills of each of four kinds of work: 20. */
const MOMENTS = 5;
/** Drawn anew for each run and part of each test's name; PODLAB_TEST_SEED draws the same moments again. */
const seed = createSeed(process.env["PODLAB_TEST_SEED"] ? Number(process.env["PODLAB_TEST_SEED"]) : undefined);

let learner: Learner;
beforeAll(async () => {
  learner = await Learner.arrive();
  await learner.must(["start", LAB, "--detach"]);
  await learner.solve(LAB);
});
afterAll(() => learner[Symbol.asyncDispose]());

describe(`podlab that is killed with -9 (seed ${seed.value})`, () => {
  it("in the middle of a start is found and mended by the next command", async () => {
    await survivesKills({
      kind: "start",
      prepare: async () => void (await learner.must(["stop", LAB])),
      begin: async () => learner.begin(["start", LAB, "--detach", "--json"]),
      done: (running) => running.ended,
    });
  });

  it("in the middle of a save's round is found and mended by the next command", async () => {
    await survivesKills({
      kind: "save",
      begin: async () => {
        const running = learner.begin(["check", LAB, "--step", "terminate-tls", "--watch", "--json"]);
        await running.tells(isSummary);
        await appendFile(learner.path(LAB, "nginx.conf"), "# saved again\n");
        return running;
      },
      done: (running) => running.tells(isSummary, 2),
    });
  });

  it("in the middle of a check is found and mended by the next command", async () => {
    await survivesKills({
      kind: "check",
      begin: async () => learner.begin(["check", LAB, "--all", "--json"]),
      done: (running) => running.ended,
    });
  });

  it("in the middle of a reset is found and mended by the next command", async () => {
    await survivesKills({
      kind: "reset",
      begin: async () => learner.begin(["reset", LAB, "--json"]),
      done: (running) => running.ended,
    });
  });

  it("leaves a lab that passes all its checks, and nothing on the engine after a clean", async () => {
    expect(summaryOf(await learner.must(["check", LAB, "--all", "--json"]))).toMatchObject({ passed: 7, points: 12 });
    await learner.must(["clean"]);
    expect(await learner.belongings()).toEqual([]);
  });
});

interface Work {
  readonly kind: string;
  readonly prepare?: () => Promise<void>;
  /** Starts the work; it counts from here. */
  readonly begin: () => Promise<Running>;
  readonly done: (running: Running) => Promise<unknown>;
}

/** Measures how long the work takes when nothing kills it, then kills it at moments spread over that time. */
async function survivesKills({ kind, prepare, begin, done }: Work): Promise<void> {
  await prepare?.();
  const undisturbed = await begin();
  const began = performance.now();
  await done(undisturbed);
  const wholeMs = performance.now() - began;
  await undisturbed.end("SIGKILL");
  for (const ms of moments(seed.derive(kind), wholeMs)) {
    await prepare?.();
    const running = await begin();
    const timer = setTimeout(() => void running.end("SIGKILL"), ms);
    await running.ended;
    clearTimeout(timer);
    const next = await learner.podlab(["check", LAB, "--step", "terminate-tls", "--json"]);
    const about = `after ${Math.round(ms)} of ${Math.round(wholeMs)} ms, seed ${seed.value}\n${next.out}${next.err}`;
    expect(next.code, about).toBe(0);
  }
}

/** One moment in each of as many equal parts of the time. */
function moments({ random }: Seed, wholeMs: number): number[] {
  return Array.from({ length: MOMENTS }, (_, part) => ((part + random()) / MOMENTS) * wholeMs);
}

function isSummary({ event }: { readonly event: string }): boolean {
  return event === "summary";
}
