import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Learner, PATIENTLY } from "../../support/learner.ts";
import { ROOT } from "../../support/podlab.ts";
import { openTerminal, type TestTerminal } from "../../support/screen/terminal.ts";

const LAB = "https-sidecar";
const FAILS = /✗ it shakes hands with modern clients/;
const PASSES = "the step passes: n goes on to the next";

let learner: Learner;
beforeAll(async () => {
  learner = await Learner.arrive();
  await learner.must(["start", LAB, "--detach"]);
});
afterAll(() => learner[Symbol.asyncDispose]());
beforeEach(() => learner.must(["reset", LAB, "--work", "--progress", "--yes"]));

const open = (size = {}) => openTerminal(["start", LAB], { env: learner.env, ...size });

async function leave(terminal: TestTerminal): Promise<void> {
  terminal.press("q");
  await terminal.until("Leave the lab?");
  terminal.press("l");
  expect((await terminal.exit).exitCode).toBe(0);
}

describe("a lab on the screen", () => {
  it("goes from the starter to done: each save is judged, and n goes on", async () => {
    await using terminal = open();
    await terminal.until((screen) => FAILS.test(screen));
    expect(terminal.text()).toContain("step 1 of 4");
    expect(terminal.text()).toContain("again     podlab probe tls shop:8443");

    await learner.solve(LAB);
    await terminal.until(PASSES, 60_000);
    expect(terminal.text()).toMatch(/\d\.\d s from save to verdict/);
    for (const step of [2, 3, 4]) {
      terminal.press("n");
      await terminal.until(`step ${step} of 4`);
      await terminal.until(step < 4 ? PASSES : "the lab is done: every step passes", 60_000);
    }
    await leave(terminal);
    expect(terminal.screen.alternate).toBe(false);
    expect(terminal.screen.history()).toContain(`podlab start ${LAB}`);
    expect((await learner.must(["list", "--json"])).events).toContainEqual(
      expect.objectContaining({ event: "lab", lab: LAB, state: "done", stepsPassed: 4 }),
    );
  });

  it("shows hints in place, which are still there the next time", async () => {
    const terminal = open();
    try {
      await terminal.until((screen) => FAILS.test(screen));
      terminal.press("h");
      await terminal.until("2 hints are left");
      terminal.press("h", "h", "h");
      await terminal.until("these are all the hints of this step");
      await leave(terminal);
    } finally {
      await terminal[Symbol.asyncDispose]();
    }
    await using again = open({ rows: 100 });
    await again.until("Hint 3 of 3");
    expect(again.text()).toContain("That was the last hint.");
    await leave(again);
  });

  it("shows what is different from the starter", async () => {
    await using terminal = open();
    await terminal.until((screen) => FAILS.test(screen));
    terminal.press("d");
    await terminal.until("still the starter's, to the letter");
    terminal.press("escape");
    await terminal.until((screen) => FAILS.test(screen));
    const text = await readFile(learner.path(LAB, "nginx.conf"), "utf8");
    await writeFile(learner.path(LAB, "nginx.conf"), `${text}# a line of mine\n`);
    terminal.press("d");
    await terminal.until("+# a line of mine");
    terminal.press("escape");
    await terminal.until("step 1 of 4");
    await leave(terminal);
  });

  it("fits into 80 × 24 after a larger terminal, and says so below that", async () => {
    await using terminal = open({ columns: 130, rows: 50 });
    await terminal.until((screen) => FAILS.test(screen));
    terminal.resize(80, 24);
    await terminal.until((screen) => {
      const lines = screen.split("\n");
      return lines.every((line) => line.length <= 80) && (lines.at(-1)?.includes("q quit") ?? false);
    });
    terminal.resize(60, 20);
    await terminal.until("This terminal is 60 × 20");
    terminal.resize(80, 24);
    await terminal.until("step 1 of 4");
    await leave(terminal);
  });

  it("says all without colours and in ASCII", async () => {
    const env = { ...learner.env, NO_COLOR: "1", LC_ALL: "C", LANG: "C" };
    await using terminal = openTerminal(["start", LAB], { env });
    await terminal.until("x it shakes hands with modern clients");
    expect(terminal.screen.styled).toBe(false);
    expect(terminal.text()).toMatch(/^[\n -~]*$/);
    expect(terminal.text()).toContain(">*tls :8443");
    await leave(terminal);
  });
});

describe("a reset on the screen", () => {
  it("of the environment makes the services anew and leaves the files", async () => {
    await using terminal = open();
    await terminal.until((screen) => FAILS.test(screen));
    const before = await learner.container("legacy");
    terminal.press("x");
    await terminal.until("stays: your files, your progress");
    terminal.press("e");
    await expect
      .poll(async () => (await learner.container("legacy").catch(() => before)).id, PATIENTLY)
      .not.toBe(before.id);
    await terminal.until((screen) => FAILS.test(screen) && !screen.includes("resetting") && !screen.includes("stale"));
    await leave(terminal);
  });

  it("of the work puts the starter back, and undo brings the work back", async () => {
    await using terminal = open();
    await terminal.until((screen) => FAILS.test(screen));
    await copyFile(join(ROOT, "labs", LAB, "solution", "nginx.conf"), learner.path(LAB, "nginx.conf"));
    await terminal.until(PASSES, 60_000);
    terminal.press("x", "w");
    await terminal.until((screen) => FAILS.test(screen) && !screen.includes("stale"), 60_000);
    await leave(terminal);
    await learner.must(["undo", LAB]);
    expect(await readFile(learner.path(LAB, "nginx.conf"), "utf8")).toContain("ssl_certificate");
  });
});
