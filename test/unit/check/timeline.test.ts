import { describe, expect, it } from "vitest";
import type { LoadRecord } from "../../../src/agent/protocol.ts";
import { drawTraces } from "../../../src/check/timeline.ts";

const KILL = { text: "kill web-a", targets: ["web-a"], at: 2_000, until: 4_000 };

describe("the drawing under a failure", () => {
  it("has a lane for each that answered, one for errors, and the faults as spans", () => {
    const records = [answer(500, "web-a"), answer(1_000, "web-b"), error(2_100), answer(5_000, "web-b")];
    const drawing = String(drawTraces({ loads: [{ at: 0, records }], faults: [KILL] }, 6_000));
    const lanes = drawing.split("\n").map((line) => line.split(/\s{2,}/)[0]);
    expect(lanes).toEqual(expect.arrayContaining(["web-b", "web-a", "errors", "faults: web-a"]));
    expect(drawing).toMatch(/^errors .*✗/m);
    expect(drawing).toMatch(/^faults: web-a .*kkkk/m);
    expect(drawing).toContain("first bad: errors, 1.600 s");
  });

  it("draws a fault that still lasts up to now", () => {
    const records = [answer(0, "web-a")];
    const { until: _until, ...lasting } = KILL;
    expect(drawTraces({ loads: [{ at: 0, records }], faults: [lasting] }, 4_000)).toMatch(/·k+ kill web-a k+$/m);
  });

  it("draws the most frequent answerers and the rest as one", () => {
    const records = Array.from({ length: 9 }, (_, n) => answer(n * 100, `replica-${n}`));
    const drawing = String(drawTraces({ loads: [{ at: 0, records }], faults: [KILL] }, 4_000));
    expect(drawing.match(/^replica-/gm)).toHaveLength(6);
    expect(drawing).toMatch(/^others /m);
  });

  it("draws a check's own lanes, and its faults on their clock", () => {
    const clock = 1_000_000;
    const events = [
      { at: clock + 1_000, mark: "1" },
      { at: clock + 3_000, mark: "!", bad: true },
    ];
    const timeline = { from: clock, to: clock + 6_000, lanes: [{ name: "cand-a", events }] };
    const traces = { loads: [], faults: [KILL], history: { timeline, startedAt: clock } };
    const [lane, fault, pointer] = String(drawTraces(traces, 6_000)).split("\n");
    expect(lane).toMatch(/^cand-a .*1.*!/);
    expect(fault?.indexOf("k kill web-a")).toBeGreaterThan(lane?.indexOf("1") ?? 0);
    expect(pointer).toContain("first bad: cand-a, 3.000 s");
  });

  it("is not drawn where there was no fault or no load", () => {
    expect(drawTraces({ loads: [], faults: [KILL] }, 1)).toBeUndefined();
    expect(drawTraces({ loads: [{ at: 0, records: [answer(1, "web")] }], faults: [] }, 1)).toBeUndefined();
  });
});

function answer(answeredAt: number, by: string): LoadRecord {
  return { n: 0, sentAt: answeredAt - 3, answeredAt, status: 200, outcome: "answered", by };
}

function error(answeredAt: number): LoadRecord {
  return { n: 0, sentAt: answeredAt - 3, answeredAt, status: 0, outcome: "refused", by: "" };
}
