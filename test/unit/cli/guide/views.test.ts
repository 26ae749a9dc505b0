import { describe, expect, it } from "vitest";
import type { Model } from "../../../../src/cli/guide/model.ts";
import { begun, type CanvasOptions, FAILURE, IDLE, LAB, pressed, shown, told, verdict, widest } from "./fixture.ts";

const ROUND = { event: "round", state: "begun", saved: [] } as const;
const ENDED = { event: "round", state: "ended" } as const;
const FAILED = told(
  IDLE,
  ROUND,
  begun("opens"),
  verdict("opens", "failed", { failure: FAILURE, timeline: "shop ▁▁▁▁\nkill  ─██─" }),
  verdict("shuts", "blocked", { reason: "opens" }),
  ENDED,
);

describe("the main view", () => {
  it("shows where one is, the drawing, the text, the checks and the keys", () => {
    expect(shown({ ...IDLE, done: new Set() })).toBe(
      [
        " Sidecar › A door for the shop                                      step 1 of 2",
        "─".repeat(80),
        "   you ── https ──►*door :8443 ──► shop :8080",
        "                    doorman",
        " * yours to change, and judged: door",
        "",
        "  The shop has no door.",
        "",
        "  Hang it (3 points)",
        "",
        "  Make it swing.",
        "",
        "  2 hints are left: h shows the next.",
        ...Array.from({ length: 6 }, () => ""),
        "── 2 checks ───────────────────────────── ↑↓ scroll the text, Tab: the checks ──",
        " · it opens                                                      not judged yet",
        " · it shuts again                                                not judged yet",
        " watching door.conf",
        " r run  h hint  l logs  s shell  m map  f fault  d diff  o open  q quit  ? help",
      ].join("\n"),
    );
  });

  it("shows a failure with what was asked, expected, seen, how to see it again, and its timeline", () => {
    const text = shown(FAILED);
    for (const line of [
      " ✗ it opens                                                               0.1 s",
      "     asked     GET https://front:8443/",
      "     expected  status 200",
      "     seen      status 502",
      "     again     podlab probe http https://front:8443/",
      "     shop ▁▁▁▁",
      " – it shuts again",
      "     needs opens, which did not pass",
    ])
      expect(text).toContain(line);
  });

  it("shows how long a check has been running, and the fault that it has caused", () => {
    const fault = { event: "fault", lab: LAB.id, text: "pause shop", state: "injected" } as const;
    const running = told(IDLE, ROUND, [1_000, begun("opens")], fault, [2_500, { event: "tick" }]);
    expect(shown(running)).toMatch(/▸ it opens +1\.5 s\n {6}fault in force: pause shop/);
    expect(shown(running)).toContain("under judgement: door, shop; fault: pause shop");
    expect(shown(running)).toContain(" c cancel");
  });

  it("marks a verdict that a later save has made stale", () => {
    const stale = told(IDLE, ROUND, begun("opens"), verdict("opens", "passed"), ENDED, {
      event: "changed",
      files: ["door.conf"],
    });
    expect(shown(stale)).toMatch(/✓ it opens +\(stale: saved since\)/);
  });

  it("offers the next step after a pass and stays", () => {
    const passed = told(IDLE, ROUND, verdict("opens", "passed"), verdict("shuts", "passed"), ENDED);
    expect(shown(passed)).toContain("the step passes: n goes on to the next");
    expect(shown(passed)).toContain(" n next step  r run");
    expect(shown(passed)).toContain("step 1 of 2");
  });

  it("shows the hints that were asked for in place, and how many are left", () => {
    const text = shown(pressed(IDLE, "h").model);
    expect(text).toContain("Hint 1 of 2");
    expect(text).toContain("Which way?");
    expect(text).toContain("1 hint is left");
  });

  it("says what a save is about, and how long it took", () => {
    const changed = { event: "changed", files: ["door.conf"] } as const;
    const judging = told(IDLE, changed, { ...ROUND, saved: ["door.conf"] });
    expect(shown(judging)).toContain("saved door.conf: judging …");
    expect(shown(told(judging, begun("opens"), changed))).toContain("one more run follows");
    expect(shown({ ...IDLE, tookMs: 812 })).toContain("watching door.conf · 0.8 s from save to verdict");
  });

  it("says what is wrong and what to do when the engine does not answer", () => {
    const lost = told(IDLE, { event: "lost", text: "the engine does not answer", hint: "podlab doctor" });
    expect(shown(lost)).toMatch(
      /! the engine does not answer\n {3}podlab doctor\n waiting for the engine\n r try again/,
    );
  });

  it("shows what a service wrote that did not get ready", () => {
    const warned = told(IDLE, {
      event: "notice",
      level: "warning",
      text: "door ended with exit code 1",
      hint: "It wrote:\nno hinges",
    });
    expect(shown(warned)).toContain(" ! door ended with exit code 1\n     It wrote:\n     no hinges");
  });
});

const COUNTED = { requests: 12, errors: 1, refused: 0 };
const EDGE = { from: "door", to: "shop", rate: 12, errors: 1.5, refused: 0, recent: [3, 12], total: COUNTED };

const VIEWS: readonly (readonly [string, Model, string])[] = [
  ["main", FAILED, "step 1 of 2"],
  ["map", pressed(told(IDLE, { event: "traffic", lab: LAB.id, edges: [EDGE] }), "m").model, "door → shop"],
  ["help", pressed(IDLE, "?").model, "Ctrl-C"],
  [
    "logs",
    told(pressed(IDLE, "l").model, { event: "logged", service: "shop", lines: ["GET /\u001B[2J\tok"] }),
    "GET /",
  ],
  ["diff", told(pressed(IDLE, "d").model, { event: "diff", lines: ["--- starter/door.conf", "+hinges"] }), "+hinges"],
  ["fault", pressed({ ...IDLE, faults: [{ words: ["pause", "shop"] }] }, "f").model, "in force: pause shop"],
  ["fault's targets", pressed(IDLE, "f", "2").model, "kill shop"],
  ["shell", pressed(IDLE, "s").model, "door (yours)"],
  [
    "open",
    pressed({ ...IDLE, entries: [{ service: "door", url: "https://127.0.0.1:8443/" }] }, "o").model,
    "https://127.0.0.1:8443/",
  ],
  ["reset", pressed(IDLE, "x").model, "stays: your files, your progress"],
  ["quit", pressed(IDLE, "q").model, "leave it running"],
  [
    "prediction",
    told(IDLE, { event: "asks", id: "share", question: "How many users see it?", unit: "%" }),
    "How many users see it?",
  ],
];

describe.each(VIEWS)("the view %s", (_, model, text) => {
  it.each<[string, CanvasOptions]>([
    ["80 × 24", { columns: 80, rows: 24 }],
    ["120 × 40", { columns: 120, rows: 40 }],
    ["80 × 24 in ASCII", { columns: 80, rows: 24, ascii: true }],
    ["120 × 40 in colours", { columns: 120, rows: 40, colors: true }],
  ])("fills %s exactly", (_, options) => {
    const lines = shown(model, options).split("\n");
    expect(lines).toHaveLength(options.rows ?? 0);
    expect(widest(model, options)).toBeLessThanOrEqual(options.columns ?? 0);
    if (!options.ascii) expect(lines.join("\n")).toContain(text);
  });

  it("is ASCII where the terminal shows no more", () => {
    expect(shown(model, { ascii: true })).toMatch(/^[\n -~]*$/);
  });

  it("says so where the terminal is too small", () => {
    expect(shown(model, { columns: 60, rows: 20 })).toContain("60 × 20");
    expect(widest(model, { columns: 30, rows: 10 })).toBeLessThanOrEqual(30);
  });
});
