import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { trafficLine, trafficLines } from "../../../src/cli/output/traffic.ts";
import { trafficFrame } from "../../../src/cli/traffic-screen.ts";
import type { TrafficEdge } from "../../../src/core/events.ts";
import { createStyle } from "../../../src/screen/style.ts";
import { widthOf } from "../../../src/screen/text.ts";

const style = createStyle("none");

function edge(from: string, to: string, recent: readonly number[], errors = 0, refused = 0): TrafficEdge {
  const rate = recent.at(-1) ?? 0;
  return { from, to, rate, errors, refused, recent, total: { requests: 0, errors: 0, refused: 0 } };
}

const EDGES = [
  edge("you", "lb", [0, 0, 0, 0]),
  edge("podlab", "lb", [0, 40, 400, 400]),
  edge("lb", "dict-0", [0, 20, 201.4, 198.6], 3.04, 0.5),
  edge("lb", "dict-1", [0, 20, 198.6, 0.02]),
];

describe("the lines of a lab's traffic", () => {
  it("show who asks whom, the last seconds, the rate and what went wrong", () => {
    expect(trafficLines(EDGES, { width: 80, ascii: false, style })).toEqual([
      "  you → lb                             0/s",
      "  podlab → lb                   ▁██  400/s",
      "  lb → dict-0                   ▁▅▄  199/s  ! 3.0/s errors 0.5/s 4xx",
      "  lb → dict-1                   ▁▄▁  0.1/s",
    ]);
  });

  it("say the same in ASCII", () => {
    const lines = trafficLines(EDGES, { width: 80, ascii: true, style });
    expect(lines.join("")).toMatch(/^\p{ASCII}*$/u);
    expect(lines[2]).toMatch(/lb -> dict-0 +\.=: +199\/s {2}! 3\.0\/s errors 0\.5\/s 4xx$/);
  });

  it.each([40, 60, 80, 200])("fit in %i columns", (width) => {
    const long = edge("a-service-with-a-long-name", "another-one-with-a-longer-name:65535", [12_000], 9_999, 9_999);
    for (const line of trafficLines([...EDGES, long], { width, ascii: false, style })) {
      expect(widthOf(line)).toBeLessThanOrEqual(width);
    }
  });

  it("say nothing by colour alone", () => {
    const options = { width: 80, ascii: false };
    const colored = trafficLines(EDGES, { ...options, style: createStyle("256") });
    expect(colored.map((line) => stripVTControlCharacters(line))).toEqual(trafficLines(EDGES, { ...options, style }));
    expect(colored[2]).toContain(createStyle("256").bad("! 3.0/s errors"));
  });

  it("are one line of words where nothing can be painted over", () => {
    const told = (edges: readonly TrafficEdge[]) => trafficLine({ event: "traffic", lab: "a", edges }, { style });
    expect(told(EDGES)).toBe("  podlab → lb 400/s, lb → dict-0 199/s ! 3.0/s errors 0.5/s 4xx, lb → dict-1 0.1/s");
    expect(told([edge("you", "lb", [4, 0])])).toBe("  no requests");
  });
});

describe("the screen of a lab's traffic", () => {
  const canvas = { columns: 80, rows: 12, ascii: false, style };
  const frame = (topology: string, edges: readonly TrafficEdge[], rows = 12) =>
    trafficFrame({ lab: "a-lab", topology, edges }, { ...canvas, rows });

  it("shows the drawing, the edges below it, and the keys in the last row", () => {
    const lines = frame("you ──► lb", EDGES);
    expect(lines).toHaveLength(12);
    expect(lines.slice(2, 5)).toEqual(["  you ──► lb", "", expect.stringContaining("you → lb")]);
    expect(lines.at(-1)).toBe("  [q]uit");
  });

  it("leaves the drawing out where there is no room for both", () => {
    const lines = frame("drawn\n".repeat(10), EDGES);
    expect(lines.join("\n")).not.toContain("drawn");
    expect(lines.join("\n")).toContain("lb → dict-1");
    expect(frame("drawn", EDGES, 4)).toHaveLength(4);
    expect(frame("drawn", EDGES, 4).at(-1)).toBe("  [q]uit");
  });

  it("says what to do where there is nothing to show", () => {
    expect(frame("you ──► lb", []).join("\n")).toContain("`podlab open`");
  });
});
