import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Gradebook } from "../../../src/grade/types.ts";
import { HONEST_PROGRAMS, HOSTILE_PROGRAMS } from "../../attacks/programs.ts";
import { Class, gradeOf } from "./class.ts";

const TIMEOUT_MS = 900_000;

let class1: Class;
let book: Gradebook;
let alone: string;
beforeAll(async () => {
  class1 = await Class.meet();
  for (const program of HONEST_PROGRAMS) {
    await class1.handIn(program);
    await class1.handIn(program, "honest");
  }
  await class1.beginWith("honest", "alone", "-j", "2").ended;
  alone = await class1.csv("alone");
  for (const program of HOSTILE_PROGRAMS) await class1.handIn(program);
  await class1.grade("graded", "-j", "2", "--time-limit", "120");
  book = await class1.book("graded");
}, TIMEOUT_MS);
afterAll(() => class1[Symbol.asyncDispose]());

describe("a class with attackers among it", () => {
  it("is graded to the end: everybody is in the book, and nothing is left on the engine", async () => {
    expect(book.grades).toHaveLength(HONEST_PROGRAMS.length + HOSTILE_PROGRAMS.length);
    const { engine, labels } = class1.instructor;
    expect(await engine.containers(labels)).toEqual([]);
    expect(await engine.networks(labels)).toEqual([]);
    expect(await engine.volumes(labels)).toEqual([]);
  });

  it("has the honest ones' grades as they are without the others, byte for byte", async () => {
    const honest = new Set(HONEST_PROGRAMS.map(({ name }) => `echo,${name},`));
    const rows = (await class1.csv("graded")).split("\r\n");
    const theirs = rows.filter((row) => [...honest].some((start) => row.startsWith(start)));
    expect(theirs).toEqual(alone.split("\r\n").filter((row) => row.startsWith("echo,")));
  });

  it.each(HOSTILE_PROGRAMS)("gives $name its due", ({ name, points, outcome, code }) => {
    const grade = gradeOf(book, name);
    expect(grade.outcome).not.toBe("not graded");
    if (outcome !== undefined) expect(grade.outcome).toBe(outcome);
    if (code !== undefined) expect(grade.reason?.code).toBe(code);
    if (points !== undefined) expect(grade.points).toBe(points);
  });

  it.each(HOSTILE_PROGRAMS.filter(({ program }) => program.includes("x-found")))(
    "lets $name find nothing",
    ({ name }) => {
      const echo = gradeOf(book, name).checks.find(({ check }) => check === "echoes-the-word");
      expect(echo?.failure?.seen).toMatch(/nothing|E[A-Z]+|abort|fetch failed|timeout/i);
    },
  );

  it.each(["leaves-a-note", "reads-a-note"])("lets %s read nothing of an earlier submission's", (name) => {
    const echo = gradeOf(book, name).checks.find(({ check }) => check === "echoes-the-word");
    expect(echo?.failure?.seen).toContain("nobody was here");
  });

  it("has no markup, escape or formula of theirs in any report", async () => {
    for (const report of ["index.html", "grades.csv", "junit.xml", "ctrf.json"]) {
      const text = await readFile(join(class1.folder, "graded", report), "utf8");
      expect(text).not.toContain("<script>document.title");
      expect(text.match(/[^\P{Cc}\t\r\n]/u)).toBeNull();
      expect(text).not.toMatch(/^=|,=/m);
    }
  });
});
