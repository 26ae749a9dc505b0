import Papa from "papaparse";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { diffGradebooks } from "../../../src/grade/diff.ts";
import { fillCanvas } from "../../../src/grade/report/canvas.ts";
import { reportsOf } from "../../../src/grade/report/index.ts";
import { bookOf } from "./books.ts";

const book = bookOf();
const files = new Map(reportsOf(book));
const file = (path: string) => files.get(path) ?? "";

describe("a report", () => {
  it("has a file for each reader, and the same bytes for the same grades", () => {
    expect([...files.keys()].toSorted()).toEqual([
      "ctrf.json",
      "grades.csv",
      "gradescope/demo/ann/results.json",
      "gradescope/demo/bob/results.json",
      "gradescope/demo/cyd/results.json",
      "gradescope/demo/dot/results.json",
      "index.html",
      "junit.xml",
      "moodle/demo.csv",
      "results.json",
    ]);
    expect(reportsOf(bookOf())).toEqual([...files]);
  });

  it.each(["index.html", "junit.xml", "grades.csv", "moodle/demo.csv"])(
    "keeps control characters out of %s",
    (path) => {
      expect(file(path).match(/[^\P{Cc}\t\r\n]|\p{Bidi_Control}/u)).toBeNull();
    },
  );
});

describe("grades.csv", () => {
  const rows = rowsOf(file("grades.csv"));

  it("lists everybody: graded, not graded, missing and refused", () => {
    expect(rows.map(({ id = "", outcome = "", points = "" }) => `${id} ${outcome} ${points}`)).toEqual([
      "ann graded 5",
      "bob graded 1",
      "cyd exceeded 1",
      "dot not graded ",
      "eve missing ",
      " refused ",
    ]);
    expect(rows[1]).toMatchObject({ failed: "b", blocked: "c", person: "look", max: "5" });
  });

  it("has no cell that a spreadsheet would work out", () => {
    for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });
});

describe("junit.xml", () => {
  it("is well-formed, with failures, skipped ones and errors told apart", () => {
    const seen: string[] = [];
    const parser = new SaxesParser();
    parser.on("error", (error) => {
      throw error;
    });
    parser.on("opentag", ({ name, attributes }) => seen.push(`${name} ${attributes["name"] ?? ""}`.trim()));
    parser.write(file("junit.xml")).close();
    expect(seen.filter((tag) => tag.startsWith("testsuite "))).toHaveLength(4);
    expect(seen.filter((tag) => tag === "failure")).toHaveLength(1);
    expect(seen.filter((tag) => tag === "skipped")).toHaveLength(1);
    expect(seen.filter((tag) => tag === "error")).toHaveLength(1);
  });
});

describe("ctrf.json", () => {
  it("counts what it lists", () => {
    const { reportFormat, results } = JSON.parse(file("ctrf.json"));
    expect(reportFormat).toBe("CTRF");
    expect(results.summary).toMatchObject({ tests: 8, passed: 5, failed: 1, skipped: 1, other: 1, pending: 0 });
    expect(results.tests).toHaveLength(8);
  });
});

describe("Gradescope's results.json", () => {
  it("has the points of each check, and none where there is no grade", () => {
    const bob = JSON.parse(file("gradescope/demo/bob/results.json"));
    expect(bob).toMatchObject({ score: 1, visibility: "visible" });
    const scores = bob.tests.map(({ score, max_score }: { score: number; max_score: number }) => [score, max_score]);
    expect(scores).toEqual([
      [1, 1],
      [0, 1],
      [0, 3],
    ]);
    expect(JSON.parse(file("gradescope/demo/dot/results.json"))).not.toHaveProperty("score");
  });
});

describe("Moodle's table", () => {
  it("has the graded ones by ID number", () => {
    const rows = rowsOf(file("moodle/demo.csv"));
    expect(rows.map((row) => [row["ID number"], row["A demonstration, with a comma"]])).toEqual([
      ["ann", "5"],
      ["bob", "1"],
      ["cyd", "1"],
    ]);
  });
});

describe("a Canvas export", () => {
  const [lab] = book.labs;
  const head = 'Student,ID,SIS Login ID,Section,"A demonstration, with a comma (4711)",Final Score\r\n';
  const points = '    Points Possible,,,,5,"(read only)"\r\n';
  const rows = [
    '"Ann, A.",1,ann,"S ""1""",,\r\n',
    "Bob,2,bob,S,\u00221.5\u0022,x\r\n",
    "Zoe,3,zoe,S,4,\r\n",
    "Dot,4,dot,S,3,",
  ];
  const text = `\uFEFF${head}${points}${rows.join("")}`;
  const fill = (given = text, column?: string) => {
    if (lab === undefined) throw new Error("the book has a lab");
    return fillCanvas(given, book, lab, column);
  };

  it("gets the points, and keeps every other byte", () => {
    const filled = fill();
    const expected = text.replace('"S ""1""",,', '"S ""1""",5,').replace('"1.5"', "1");
    expect(filled.text).toBe(expected);
    expect(filled.unknown).toEqual(["cyd"]);
  });

  it("is refused where the column is not to be told", () => {
    expect(() => fill(text, "no such")).toThrow("no column");
    expect(() => fill(text, "S")).toThrow("columns of the Canvas export");
    expect(() => fill("Student,Section,demo\r\n")).toThrow("names no learners");
  });
});

describe("index.html", () => {
  const page = file("index.html");

  it("has nothing of a submission's as markup, and runs no script but its own", () => {
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).toContain("&#60;script&#62;alert(1)");
    expect(page).toMatch(/Content-Security-Policy" content="default-src &#39;none&#39;; script-src &#39;sha256-/);
    expect(page).not.toMatch(/(src|href)=["']?(https?:)?\/\//);
  });

  it("says in words what each sign and colour says", () => {
    for (const verdict of ["passed", "failed", "blocked", "broken"])
      expect(page).toContain(`<span class="sr"> ${verdict}</span>`);
    expect(page).toContain("nothing came");
    expect(page).toContain("not graded");
  });
});

describe("the difference of two gradebooks", () => {
  it("names who moves, and why", () => {
    const [ann, bob, ...others] = book.grades;
    if (ann === undefined || bob === undefined) throw new Error("the book has grades");
    const checks = bob.checks.map((check) => ({ ...check, verdict: "passed" as const }));
    const after = { ...book, grades: [ann, { ...bob, checks, points: 5 }, ...others.slice(1)] };
    const moved = diffGradebooks(book, after);
    expect(moved.map(({ learner, before, after }) => [learner, before, after])).toEqual([
      ["bob", "1 of 5", "5 of 5"],
      ["cyd", "1 of 5", "nothing"],
    ]);
    expect(moved[0]?.why.map((why) => why.split(":")[0])).toEqual([
      "b was failed, is passed",
      "c was blocked, is passed",
    ]);
    expect(diffGradebooks(book, book)).toEqual([]);
  });
});

function rowsOf(text: string): Record<string, string>[] {
  const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  return data;
}
