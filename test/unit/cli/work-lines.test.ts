import { describe, expect, it } from "vitest";
import { describeTerminal } from "../../../src/cli/output/terminal.ts";
import type { RecordEvent, WorkEvent } from "../../../src/cli/output/work-events.ts";
import { workLines } from "../../../src/cli/output/work-lines.ts";
import { plainTerminal } from "./terminal.ts";

const TRIED = { passedOnce: true, trueNow: true, attempts: 3, lastAt: 1000 };
const UNTRIED = { passedOnce: false, trueNow: null, attempts: 0, lastAt: null };
const RECORD: RecordEvent = {
  event: "record",
  lab: "topz",
  state: "begun",
  activeMs: 83 * 60_000,
  steps: [
    {
      ...{ step: "look", passed: true, hints: 3, helped: true },
      checks: [
        { check: "a", title: "it answers", ...TRIED },
        { check: "b", title: "it is quick", ...TRIED, trueNow: false, attempts: 1 },
        { check: "c", title: "it lasts", ...TRIED, trueNow: null },
      ],
    },
    {
      ...{ step: "leave", passed: false, hints: 0, helped: false },
      checks: [{ check: "d", title: "it ends", ...UNTRIED }],
    },
  ],
};

describe("lines about the learner's work", () => {
  it("tell per check what passed once and what is true now", () => {
    expect(drawn(RECORD)).toEqual([
      "  topz: begun, 1 of 2 steps passed, 1 h 23 min spent",
      "    look: passed, 3 hints, with help",
      "      ✓ it answers: passed once, true now, 3 attempts",
      "      ✗ it is quick: passed once, not true now, 1 attempt",
      "      ○ it lasts: passed once, not judged as it is now, 3 attempts",
      "    leave: not passed yet",
      "      ○ it ends: not judged yet",
    ]);
  });

  it("need no sign where none is shown", () => {
    const plain = describeTerminal({ stdin: {}, stdout: {}, env: {}, color: false, plain: true });
    expect(workLines(RECORD, plain)[2]).toBe("      it answers: passed once, true now, 3 attempts");
  });

  it.each([
    ["added", "x.conf: new in the lab"],
    ["taken", "x.conf: you had not changed it; the lab's new version is in place"],
    ["removed", "x.conf: the lab has it no more, and you had not changed it; it is gone"],
    ["stays", "x.conf: the lab changed it or has it no more; yours stays as it is"],
  ] as const)("say of a file of a changed lab that was %s what became of it", (outcome, text) => {
    expect(drawn({ event: "starter", lab: "topz", file: "x.conf", outcome }, 100)).toEqual([`    - ${text}`]);
  });

  it("say where the lab's version of a file lies that both changed", () => {
    const beside = "x.conf.new-starter";
    const lines = drawn({ event: "starter", lab: "topz", file: "x.conf", outcome: "beside", beside });
    expect(lines.join(" ")).toContain(beside);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
  });

  it("say what is back, and how to take that back", () => {
    const undone = { event: "undone", lab: "topz", path: "/h/topz", from: "/h/topz.1", files: ["a", "b"] } as const;
    expect(drawn({ ...undone, kept: null })).toEqual(["  back from /h/topz.1: a, b"]);
    const text = drawn({ ...undone, kept: "/h/topz.2" })
      .join(" ")
      .replaceAll(/\s+/g, " ");
    expect(text).toContain("What was there meanwhile lies in /h/topz.2; `podlab undo topz` again brings that back.");
  });

  it("fit the width, each action by itself", () => {
    const lines = drawn({ event: "plan", lab: "topz", actions: ["word ".repeat(30).trim(), "second"] });
    expect(lines[0]).toBe("  this will");
    expect(lines.at(-1)).toBe("    - second");
    expect(lines[2]).toMatch(/^ {6}word/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(72);
  });
});

function drawn(event: WorkEvent, width = 72): string[] {
  return workLines(event, plainTerminal(width));
}
