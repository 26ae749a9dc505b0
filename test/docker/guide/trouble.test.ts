import { rename } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Learner, PATIENTLY } from "../../support/learner.ts";
import { ROOT } from "../../support/podlab.ts";
import { openTerminal } from "../../support/screen/terminal.ts";

const LAB = "held-faults";
const IDLE = "the step passes: n goes on to the next";
const HELD = "fault in force: kill app";

let learner: Learner;
beforeAll(async () => {
  learner = await Learner.arrive({ labs: join(ROOT, "test/support/labs") });
  await learner.must(["start", LAB, "--detach"]);
});
afterAll(() => learner[Symbol.asyncDispose]());
beforeEach(() => learner.must(["reset", LAB, "--progress", "--yes"]));

const open = () => openTerminal(["start", LAB], { env: learner.env });
const agent = async () => {
  const [found] = await learner.engine.containers({ ...learner.labels, "podlab.role": "agent" });
  if (found === undefined) throw new Error("there is no agent");
  return found;
};

describe("podlab's own agent that dies", () => {
  it("while nobody is judged is started again, and the screen says so", async () => {
    await using terminal = open();
    await terminal.until(IDLE);
    await learner.engine.kill((await agent()).id);
    await terminal.until("had ended; it was started again");
    expect(await agent()).toMatchObject({ state: "running" });
    terminal.press("r");
    await terminal.until((screen) => screen.includes(IDLE) && !screen.includes("started again"));
  });

  it("in the middle of a check does not end the guide", { timeout: 300_000 }, async () => {
    await using terminal = open();
    await terminal.until(IDLE);
    terminal.press("n");
    await terminal.until(HELD);
    await learner.engine.kill((await agent()).id);
    // The check could not be judged, so it is tried once more; or the lab could not be put right in time for that.
    await terminal.until((screen) => !screen.includes(HELD), 60_000);
    await terminal.until((screen) => screen.includes(HELD) || screen.includes("could not be judged"), 120_000);
    if (terminal.text().includes(HELD)) {
      terminal.press("c");
      await terminal.until("cancelled");
    }
    terminal.press("r");
    await terminal.until(HELD, 60_000);
    expect(await agent()).toMatchObject({ state: "running" });
    terminal.press("c");
    await terminal.until("cancelled");
    terminal.press("p");
    await terminal.until(IDLE);
  });
});

describe("the learner's folder", () => {
  it("that is removed is told of with what to do, and its return is judged", async () => {
    await using terminal = open();
    await terminal.until(IDLE);
    await rename(learner.path(LAB), join(learner.home, "elsewhere"));
    await terminal.until("server.mjs is missing");
    expect(terminal.text()).toContain(`podlab start ${LAB}`);
    await rename(join(learner.home, "elsewhere"), learner.path(LAB));
    await terminal.until((screen) => !screen.includes("is missing") && screen.includes(IDLE), 60_000);
  });
});

describe("a terminal that is closed while nothing is judged", () => {
  it("ends podlab, and the next start finds everything", async () => {
    const terminal = open();
    await terminal.until(IDLE);
    terminal.close();
    await expect.poll(() => isRunning(terminal.pid), PATIENTLY).toBe(false);
    await terminal[Symbol.asyncDispose]();
    await using again = open();
    await again.until("step 2 of 7");
    await again.until(HELD);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
