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

/** The guide at the second step, whose check has killed a service and holds it so. */
async function openHeld() {
  const terminal = open();
  await terminal.until(IDLE);
  terminal.press("n");
  await terminal.until(HELD);
  return terminal;
}

describe("a check that runs", () => {
  it.each(["c", "ctrl-c"])("is cancelled by %s: its fault is undone, and the guide goes on", async (key) => {
    await using terminal = await openHeld();
    terminal.press(key);
    await terminal.until("cancelled; all that Killed had disturbed is undone");
    expect(await learner.container("app")).toMatchObject({ state: "running" });
    terminal.press("r");
    await terminal.until(HELD);
    terminal.press("ctrl-c");
    await terminal.until("is undone. r runs it again");
    terminal.press("p");
    await terminal.until(IDLE);
  });

  it("leaves the keys to the learner", async () => {
    await using terminal = await openHeld();
    terminal.press("m");
    await terminal.until("work  pod work");
    terminal.press("escape");
    await terminal.until(HELD);
    terminal.press("?");
    await terminal.until("cancel a check that runs");
    terminal.press("escape");
    await terminal.until(HELD);
    terminal.press("n");
    await terminal.until("the step is being judged");
  });

  it("is ended with podlab by a second Ctrl-C, and its fault undone", async () => {
    await using terminal = await openHeld();
    terminal.press("ctrl-c");
    terminal.press("ctrl-c");
    expect((await terminal.exit).exitCode).toBe(130);
    expect(terminal.screen.alternate).toBe(false);
    expect(await learner.container("app")).toMatchObject({ state: "running" });
  });

  it("is ended by a terminal that is closed, and the next start finds the lab as it should be", async () => {
    const terminal = await openHeld();
    terminal.close();
    await expect.poll(async () => (await learner.container("app")).state, PATIENTLY).toBe("running");
    await terminal[Symbol.asyncDispose]();
    await using again = open();
    await again.until("step 2 of 7");
    await again.until(HELD);
  });

  it("is cancelled by whoever leaves, and the lab goes on running", async () => {
    await using terminal = await openHeld();
    terminal.press("q", "l");
    expect((await terminal.exit).exitCode).toBe(0);
    expect(await learner.container("app")).toMatchObject({ state: "running" });
  });
});

describe("Ctrl-C", () => {
  it.each(["m", "l", "f", "d", "o", "s", "x", "?"])(
    "in the view of %s asks about leaving; the second leaves",
    async (key) => {
      await using terminal = open();
      await terminal.until(IDLE);
      terminal.press(key);
      await terminal.until("Esc back");
      terminal.press("ctrl-c");
      await terminal.until("Leave the lab?");
      terminal.press("ctrl-c");
      expect((await terminal.exit).exitCode).toBe(130);
      expect(terminal.screen.alternate).toBe(false);
      expect(terminal.screen.cursorShown).toBe(true);
    },
  );
});

describe("leaving", () => {
  it("by s stops the lab", async () => {
    await using terminal = open();
    await terminal.until(IDLE);
    terminal.press("q", "s");
    expect((await terminal.exit).exitCode).toBe(0);
    expect(await learner.belongings()).toEqual([]);
  });
});

describe("faults by hand", () => {
  it("are caused, shown and undone", async () => {
    await using terminal = open();
    await terminal.until(IDLE);
    terminal.press("f");
    await terminal.until("pause");
    // heal, kill, start, stop, pause; then app.
    terminal.press("5", "1");
    await terminal.until("in force: pause app");
    expect(await learner.container("app")).toMatchObject({ state: "paused" });
    terminal.press("1");
    await terminal.until("in force: none");
    expect(await learner.container("app")).toMatchObject({ state: "running" });
  });

  it("of the network are caused and healed", async () => {
    await using terminal = open();
    await terminal.until(IDLE);
    terminal.press("f");
    await terminal.until("isolate");
    for (let row = 0; row < 9; row++) terminal.press("down");
    await terminal.until((screen) => /❯ +isolate/.test(screen));
    terminal.press("enter");
    await terminal.until("Fault: isolate what?");
    terminal.press("1");
    await terminal.until("in force: isolate app");
    terminal.press("2");
    await terminal.until("undone: everything");
    await expect(learner.container("app", "fault")).rejects.toThrow("containers of app");
  });
});

describe("logs", () => {
  it("are followed and filtered, also when a service was killed and started again", async () => {
    const { id } = await learner.container("app");
    const say = (word: string) => learner.engine.exec(id, ["sh", "-c", `echo ${word} > /proc/1/fd/1`]);
    await using terminal = open();
    await terminal.until(IDLE);
    terminal.press("l");
    await terminal.until("Logs of all services");
    await say("first-word");
    await terminal.until("app  first-word");
    await learner.engine.kill(id);
    await learner.engine.start(id);
    await say("second-word");
    await terminal.until("app  second-word");
    expect(terminal.text().match(/first-word/g)).toHaveLength(1);
    terminal.press("2");
    await terminal.until((screen) => screen.includes("Logs of work") && !screen.includes("first-word"));
    terminal.press("escape");
    await terminal.until(IDLE);
  });
});

describe("a shell", () => {
  it("has the terminal until it ends, and the screen is back then", async () => {
    await using terminal = open();
    await terminal.until(IDLE);
    terminal.press("s");
    await terminal.until("A shell in which service?");
    terminal.press("enter");
    await terminal.until((screen) => screen.includes("exit or Ctrl-D leads back") && screen.endsWith("$"));
    terminal.type("echo $((6 * 7))\r");
    await terminal.until("42");
    terminal.type("exit\r");
    await terminal.until(IDLE);
    expect(terminal.screen.alternate).toBe(true);
  });
});
