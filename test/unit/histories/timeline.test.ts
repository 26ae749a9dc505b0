import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawTimeline, type Timeline } from "../../../src/histories/index.ts";

const failover: Timeline = {
  from: 1000,
  to: 13_000,
  lanes: [
    {
      name: "web-a",
      events: [
        { at: 1200, mark: "o" },
        { at: 2000, mark: "o" },
      ],
      spans: [{ from: 3000, to: 9000, mark: "=", label: "paused" }],
    },
    {
      name: "web-b",
      events: [
        { at: 5005, mark: "o" },
        { at: 5010, mark: "x", bad: true },
        { at: 12_900, mark: "x", bad: true },
      ],
      spans: [{ from: 2000, to: 2100, mark: "#", label: "killed" }],
    },
  ],
};

describe("drawTimeline", () => {
  it("draws lanes, faults, the first bad event and an axis in seconds", () => {
    expect(drawTimeline(failover)).toBe(
      [
        "web-a  ·o···o·····============== paused ==============······················",
        "web-b  ·····##················x············································x",
        "                              ▲ first bad: web-b, 4.010 s",
        "       ┴────┴─────┴─────┴─────┴────┴─────┴─────┴─────┴────┴─────┴─────┴────┴",
        "       0 s  1     2     3     4    5     6     7     8    9     10    11",
        "web-b: killed (#), 1.00 to 1.10 s",
      ].join("\n"),
    );
  });

  it("fits a narrow terminal, in ASCII alone", () => {
    expect(drawTimeline(failover, { width: 44, ascii: true })).toBe(
      [
        "web-a  o..o..===== paused ======............",
        "web-b  ...#........x.......................x",
        "                   ^",
        "       first bad: web-b, 4.010 s",
        "       +-----+-----+-----+-----+-----+-----+",
        "       0 s   2     4     6     8     10",
        "web-b: killed (#), 1.00 to 1.10 s",
      ].join("\n"),
    );
  });

  it("leaves out what lies outside its time, and cuts spans at its ends", () => {
    const drawn = drawTimeline({ ...failover, from: 4000, to: 4500 }, { ascii: true, width: 40 });
    expect(drawn.split("\n").slice(0, 2)).toEqual([
      `web-a  ${"=".repeat(12)} paused ${"=".repeat(13)}`,
      `web-b  ${".".repeat(33)}`,
    ]);
    expect(drawn).not.toContain("first bad");
  });

  it("never draws wider than asked, never a control character, and the same for the same input", () => {
    const text = fc.string({ maxLength: 40, unit: "binary" });
    const at = fc.integer({ min: -100, max: 5100 });
    const lane = fc.record({
      name: text,
      events: fc.array(fc.record({ at, mark: text, bad: fc.boolean() }), { maxLength: 20 }),
      spans: fc.array(fc.record({ from: at, to: at, mark: text, label: text }), { maxLength: 3 }),
    });
    const options = fc.record({ width: fc.integer({ min: 30, max: 120 }), ascii: fc.boolean() });
    fc.assert(
      fc.property(fc.array(lane, { maxLength: 5 }), fc.integer({ min: 1, max: 5000 }), options, (lanes, to, given) => {
        const drawn = drawTimeline({ from: 0, to, lanes }, given);
        for (const line of drawn.split("\n")) expect([...line].length).toBeLessThanOrEqual(given.width);
        expect(drawn).not.toMatch(given.ascii ? /[^ -~\n]/ : /[\p{Cc}--\n]/v);
        expect(drawTimeline({ from: 0, to, lanes }, given)).toBe(drawn);
      }),
      { numRuns: 200, seed: 43 },
    );
  });

  it("refuses a time that does not pass, and a width in which nothing can be seen", () => {
    expect(() => drawTimeline({ from: 5, to: 5, lanes: [] })).toThrow("must end after it begins");
    expect(() => drawTimeline({ from: 0, to: 5, lanes: [] }, { width: 10 })).toThrow(
      "width must be a whole number from 30",
    );
  });
});
