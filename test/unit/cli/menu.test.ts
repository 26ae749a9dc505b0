import { describe, expect, it } from "vitest";
import { choiceOf, matching, menuRows, nextOpen, type Row } from "../../../src/cli/menu/rows.ts";
import { drawMenu, type MenuView } from "../../../src/cli/menu/view.ts";
import { CHAPTERS } from "../../../src/lab/chapters.ts";
import type { Lab } from "../../../src/lab/types.ts";
import { widthOf } from "../../../src/screen/text.ts";
import { NO_PROGRESS, withActivity, withHint, withVerdict } from "../../../src/workspace/progress.ts";
import { plainTerminal } from "./terminal.ts";

const LABS = [
  lab("hello", "introduction"),
  lab("tls", "sidecar"),
  lab("config", "sidecar"),
  lab("split", "ambassador"),
];
const ROWS = menuRows(LABS, NO_PROGRESS);

describe("the menu's rows", () => {
  it("are chapters that have labs, their labs, and how to leave", () => {
    expect(ROWS.map(nameOf)).toEqual([
      ...["1 Introduction", "hello", "2 Sidecar", "tls", "config", "3 Ambassador", "split", "quit"],
    ]);
  });

  it.each([
    ["tls", ["2 Sidecar", "tls", "quit"]],
    ["SIDE", ["2 Sidecar", "tls", "config", "quit"]],
    ["side config", ["2 Sidecar", "config", "quit"]],
    ["about split", ["3 Ambassador", "split", "quit"]],
    ["single-node", ["2 Sidecar", "tls", "config", "3 Ambassador", "split", "quit"]],
    ["  ", ROWS.map(nameOf)],
    ["zebra", ["quit"]],
  ])("that match %j keep their chapters", (search, expected) => {
    expect(matching(ROWS, search).map(nameOf)).toEqual(expected);
  });

  it("can be chosen, but for chapters", () => {
    expect(ROWS.map(choiceOf)).toEqual([
      undefined,
      { start: "hello" },
      undefined,
      { start: "tls" },
      { start: "config" },
      undefined,
      { start: "split" },
      "quit",
    ]);
  });
});

describe("the lab to go on with", () => {
  const done = withVerdict(NO_PROGRESS, "hello", "hello-works", "passed", 1);

  it("is the first that is not done", () => {
    expect([nextOpen(LABS, NO_PROGRESS), nextOpen(LABS, done)]).toEqual(["hello", "tls"]);
  });

  it("is the one worked on last, of those that are begun", () => {
    const begun = withActivity(withActivity(done, "config", "start", 10), "split", "start", 5);
    expect(nextOpen(LABS, begun)).toBe("config");
  });

  it("is none when all are done", () => {
    const all = LABS.reduce((sum, { id }) => withVerdict(sum, id, `${id}-works`, "passed", 1), NO_PROGRESS);
    expect(nextOpen(LABS, all)).toBeUndefined();
  });
});

describe("the menu on a screen", () => {
  const many = menuRows(
    CHAPTERS.flatMap(({ id }) =>
      [0, 1, 2].map((n) => lab(`${id}-${n}`, id, "A title that is far too long for a line, ")),
    ),
    NO_PROGRESS,
  );

  it.each([
    [80, 24],
    [60, 15],
    [132, 50],
  ])("of %d x %d has no line that is too long, and not too many", (columns, rows) => {
    for (const active of [1, 20, many.length - 1]) {
      const lines = draw({ rows: many, active, size: { columns, rows } });
      expect(Math.max(...lines.map(widthOf))).toBeLessThan(columns);
      expect(lines.length).toBeLessThanOrEqual(rows);
    }
  });

  it("keeps the chapter above its labs, and tells how much it does not show", () => {
    const lines = draw({ rows: many, active: 21 });
    expect(lines.slice(2, 4)).toEqual([expect.stringMatching(/^ {2}\d+ {2}\w/), expect.stringContaining("○")]);
    expect(lines.join("\n")).toMatch(/-- \d+ more above, \d+ more below --/);
    expect(lines.filter((line) => line.startsWith("❯"))).toHaveLength(1);
  });

  it("says in words how far the chosen lab is", () => {
    const helped = ["x", "y", "z"].reduce(
      (sum) => withHint(sum, "hello", LABS[0]?.steps[0] ?? { id: "", checks: [] }),
      NO_PROGRESS,
    );
    const rows = menuRows(LABS, withVerdict(helped, "hello", "hello-works", "passed", 1));
    expect(draw({ rows, active: 1 }).join("\n")).toContain("About hello: done with help");
    expect(draw({ rows, active: 1 }).join("\n")).toContain("◉");
  });

  it("shows what went wrong before, on a few lines", () => {
    const notice = `hello: no engine answers\n${"try this and that. ".repeat(40)}`;
    const lines = draw({ notice });
    expect(lines[2]).toBe("  ! hello: no engine answers");
    expect(lines.length).toBeLessThanOrEqual(24);
  });

  it("says when nothing has the words", () => {
    expect(draw({ rows: matching(ROWS, "zebra"), active: undefined, search: "zebra" }).join("\n")).toContain(
      'nothing has "zebra" in its title, chapter or id',
    );
  });

  it("does with ASCII where the terminal has no more", () => {
    const { above, below } = drawMenu(view({}), plainTerminal(80, { LC_ALL: "C" }));
    expect(above + below).toMatch(/^[\p{ASCII}]*$/u);
    expect(above).toContain("\n>   . About hello");
  });
});

function lab(id: string, chapter: Lab["chapter"], about = "About "): Lab {
  const check = { id: `${id}-works`, title: "it works", needs: [], timeoutMs: 1, timing: false, run: async () => {} };
  return {
    ...{ id, chapter, title: `${about}${id}`, minutes: 20, pods: {}, folder: "", dockerFolder: "" },
    steps: [{ id: "one", points: 1, checks: [check] }],
  };
}

function nameOf(row: Row): string {
  if (row.row === "lab") return row.lab.lab;
  return row.row === "quit" ? "quit" : `${row.chapter.number} ${row.chapter.title}`;
}

function view(part: Partial<MenuView>): MenuView {
  const size = { columns: 80, rows: 24 };
  return { rows: ROWS, active: 1, search: "", labs: 4, done: 0, notice: undefined, size, ...part };
}

function draw(part: Partial<MenuView>): string[] {
  const { above, below } = drawMenu(view(part), plainTerminal(80));
  return `${above}\n${below}`.split("\n");
}
