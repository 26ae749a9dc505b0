import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Learner, PATIENTLY } from "../../support/learner.ts";
import { ROOT } from "../../support/podlab.ts";

const LAB = "held-faults";

let learner: Learner;
beforeAll(async () => {
  learner = await Learner.arrive({ labs: join(ROOT, "test/support/labs") });
  await learner.must(["start", LAB, "--detach"]);
});
afterAll(() => learner[Symbol.asyncDispose]());

describe("a fault that is in force when podlab is killed with -9", () => {
  it.each([
    ["killed", "app", "exited"],
    ["stopped", "app", "exited"],
    ["paused", "app", "paused"],
    ["learners-killed", "work", "exited"],
  ])("is undone by the next command: %s", async (step, service, state) => {
    await killWhileHeld(step);
    await expect.poll(async () => (await learner.container(service)).state, PATIENTLY).toBe(state);
    await learner.must(["check", LAB, "--step", "undisturbed"]);
    expect(await learner.container(service)).toMatchObject({ state: "running" });
  });

  it.each(["isolated", "slow"])("is undone by the next command, on the network: %s", async (step) => {
    await killWhileHeld(step);
    expect(await learner.container("app", "fault")).toMatchObject({ state: "running" });
    await learner.must(["check", LAB, "--step", "undisturbed"]);
    await expect(learner.container("app", "fault")).rejects.toThrow();
  });
});

async function killWhileHeld(step: string): Promise<void> {
  const running = learner.begin(["check", LAB, "--step", step, "--json"]);
  await running.tells((event) => event.event === "fault" && event.state === "injected");
  await running.end("SIGKILL");
}
