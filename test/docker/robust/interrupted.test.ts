import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Learner, PATIENTLY } from "../../support/learner.ts";
import { ROOT } from "../../support/podlab.ts";
import { openInShell, type TestTerminal, WIDE } from "../../support/screen/terminal.ts";
import { relayToEngine } from "../engine/relay-to-engine.ts";

const LAB = "held-faults";
const CTRL_C = "\u0003";

let learner: Learner;
beforeAll(async () => {
  learner = await Learner.arrive({ labs: join(ROOT, "test/support/labs") });
  await learner.must(["start", LAB, "--detach"]);
});
afterAll(() => learner[Symbol.asyncDispose]());

describe("a signal in the middle of a check undoes its fault at once and ends with 130", () => {
  it.each([
    ["SIGINT", "killed", "app"],
    ["SIGINT", "paused", "app"],
    ["SIGINT", "learners-killed", "work"],
    ["SIGTERM", "stopped", "app"],
    ["SIGHUP", "paused", "app"],
  ] as const)("%s while it is held: %s", async (signal, step, service) => {
    const running = learner.begin(["check", LAB, "--step", step, "--json"]);
    await running.tells((event) => event.event === "fault" && event.state === "injected");
    expect(await learner.container(service)).not.toMatchObject({ state: "running" });
    const { code, events, err } = await running.end(signal);
    expect(await learner.container(service)).toMatchObject({ state: "running" });
    expect(events).toContainEqual(expect.objectContaining({ event: "fault", state: "undone" }));
    expect(events.at(-1)).toMatchObject({ event: "error", message: "interrupted", exitCode: 130 });
    expect(err).not.toMatch(/\n\s+at /);
    expect(code).toBe(130);
  });

  it("SIGINT while the network is disturbed: slow", async () => {
    const running = learner.begin(["check", LAB, "--step", "slow", "--json"]);
    await running.tells((event) => event.event === "fault" && event.state === "injected");
    expect((await running.end("SIGINT")).code).toBe(130);
    await expect(learner.container("app", "fault")).rejects.toThrow();
  });
});

describe("a signal in the middle of a start", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "%s ends it with 130, and the next start goes on",
    async (signal) => {
      await learner.must(["stop", LAB]);
      const running = learner.begin(["start", LAB, "--detach", "--json"]);
      await expect.poll(async () => (await learner.belongings()).length, PATIENTLY).toBeGreaterThan(0);
      expect((await running.end(signal)).code).toBe(130);
      await learner.must(["check", LAB, "--step", "undisturbed"]);
    },
  );
});

describe("a second signal", () => {
  it("ends podlab at once where the engine keeps the undoing from its end, and the next command undoes it", async () => {
    await using relay = await relayToEngine(learner.engine.host);
    const env = { DOCKER_HOST: relay.host };
    await using running = learner.begin(["check", LAB, "--step", "paused", "--json"], { env });
    await running.tells((event) => event.event === "fault" && event.state === "injected");
    relay.stall();
    process.kill(running.pid, "SIGINT");
    // The undoing asks the engine, which says nothing any more.
    await expect.poll(() => relay.stalledBytes(), PATIENTLY).toBeGreaterThan(0);
    const asked = performance.now();
    expect((await running.end("SIGINT")).code).toBe(130);
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect(await learner.container("app")).toMatchObject({ state: "paused" });
    await learner.must(["check", LAB, "--step", "undisturbed"]);
  });
});

describe("Ctrl-C in a terminal", () => {
  it("in a check undoes the fault and leaves the terminal as it was", async () => {
    await using terminal = openInShell(["check", LAB, "--step", "paused"], { ...WIDE, env: learner.env });
    await terminal.until("fault: pause app");
    terminal.type(CTRL_C);
    expect((await terminal.left()).code).toBe(130);
    await expectSane(terminal);
    expect(await learner.container("app")).toMatchObject({ state: "running" });
  });

  it("in a guided lab, where keys are taken one by one, does the same", async () => {
    await learner.must(["check", LAB, "--step", "undisturbed"]);
    await using terminal = openInShell(["start", LAB, "--plain"], { ...WIDE, env: learner.env });
    await terminal.until("fault: kill app");
    terminal.type(CTRL_C);
    expect((await terminal.left()).code).toBe(130);
    await expectSane(terminal);
    expect(await learner.container("app")).toMatchObject({ state: "running" });
  });

  it("in a guided lab that waits for a save leaves the terminal as it was", async () => {
    await learner.must(["reset", LAB, "--progress", "--yes"]);
    await using terminal = openInShell(["start", LAB, "--plain"], { ...WIDE, env: learner.env });
    await terminal.until("[q]uit");
    terminal.type(CTRL_C);
    expect((await terminal.left()).code).toBe(130);
    await expectSane(terminal);
  });

  it("in the middle of a start leaves the terminal as it was", async () => {
    await learner.must(["stop", LAB]);
    await using terminal = openInShell(["start", LAB, "--detach"], { ...WIDE, env: learner.env });
    await terminal.until("your files");
    terminal.type(CTRL_C);
    expect((await terminal.left()).code).toBe(130);
    await expectSane(terminal);
    await learner.must(["check", LAB, "--step", "undisturbed"]);
  });

  it("in the menu leaves the terminal as it was", async () => {
    await using terminal = openInShell([], { ...WIDE, env: learner.env });
    await terminal.until("Designing Distributed Systems");
    terminal.type(CTRL_C);
    expect((await terminal.left()).code).toBe(130);
    await expectSane(terminal);
  });
});

/** Lines instead of keys, what is typed is shown, and so is the cursor. */
async function expectSane(terminal: TestTerminal): Promise<void> {
  expect((await terminal.left()).settings).toMatch(/(?<!-)\bisig (?<!-)icanon/);
  expect((await terminal.left()).settings).toMatch(/ echo /);
  expect(terminal.raw.lastIndexOf("\u001B[?25h")).toBeGreaterThanOrEqual(terminal.raw.lastIndexOf("\u001B[?25l"));
}
