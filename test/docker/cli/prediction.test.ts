import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Learner } from "../../support/learner.ts";
import { podlab, ROOT } from "../../support/podlab.ts";
import { openTerminal } from "../../support/screen/terminal.ts";

const LAB = "predicted";
const LABS = join(ROOT, "test/support/labs");
const QUESTION = "What share of the answers is odd?";
/** ms: an image is built, a container started. */
const PATIENCE_MS = 120_000;

let learner: Learner;
beforeEach(async () => {
  learner = await Learner.arrive();
});
afterEach(() => learner[Symbol.asyncDispose]());

const guided = (...options: string[]) =>
  openTerminal([...options, "start", LAB], { env: { ...learner.env, PODLAB_LABS: LABS }, cwd: learner.home });

/** While the check still runs, Ctrl-C would cancel it and not ask about leaving. */
const isJudged = (screen: string) =>
  screen.includes("you said 75 %, measured 25 %") && screen.includes("every step passes");

describe("a prediction, on the screen", () => {
  it("is asked for before the first run, stands beside what was measured, and is asked for once a session", async () => {
    await using first = guided();
    await first.until(QUESTION, PATIENCE_MS);
    expect(first.text()).not.toContain("passed");
    first.type("75");
    await first.until("> 75");
    first.press("enter");
    await first.until(isJudged, PATIENCE_MS);
    first.press("ctrl-c");
    await first.until("leave");
    first.press("l");
    await first.exit;

    await using again = guided();
    await again.until(isJudged, PATIENCE_MS);
    again.press("ctrl-c", "ctrl-c");
    await again.exit;

    const { events } = await podlab(["check", LAB, "--json"], { env: { ...learner.env, PODLAB_LABS: LABS } });
    expect(events).toContainEqual({
      ...{ event: "prediction", lab: LAB, step: "answer", prediction: "odd-answers", check: "answers" },
      ...{ question: QUESTION, unit: "%", predicted: 75, measured: 25 },
    });
  });

  it("may be skipped, and is then not shown", async () => {
    await using terminal = guided();
    await terminal.until(QUESTION, PATIENCE_MS);
    terminal.press("enter");
    await terminal.until("every step passes", PATIENCE_MS);
    expect(terminal.text()).not.toContain("you said");
    terminal.press("ctrl-c", "ctrl-c");
    await terminal.exit;
  });
});

describe("a prediction, in plain lines", () => {
  it("is asked for by a line, until it is a number", async () => {
    await using terminal = guided("--plain");
    await terminal.until("your guess (%), Enter goes on without:", PATIENCE_MS);
    terminal.type("many\r");
    await terminal.until('"many" is no number');
    terminal.type("30 %\r");
    await terminal.until("you said 30 %, measured 25 %", PATIENCE_MS);
    terminal.type("q");
    expect(await terminal.exit).toEqual({ exitCode: 0, signal: 0 });
  });
});

describe("a prediction, without a terminal", () => {
  it("is never asked for, and the measured value is told", async () => {
    const env = { ...learner.env, PODLAB_LABS: LABS };
    const { events, code } = await podlab(["start", LAB, "--json"], { env });
    expect(code).toBe(0);
    expect(events).toContainEqual(
      expect.objectContaining({ event: "prediction", predicted: null, measured: 25, unit: "%" }),
    );
    expect(events).toContainEqual(expect.objectContaining({ event: "verdict", measured: { "odd-answers": 25 } }));
  });
});
