import { randomInt } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HONEST_PROGRAMS } from "../../attacks/programs.ts";
import { Class, gradeOf } from "./class.ts";

const TIMEOUT_MS = 600_000;

let class1: Class;
beforeAll(async () => {
  class1 = await Class.meet();
  for (const program of HONEST_PROGRAMS) await class1.handIn(program);
});
afterAll(() => class1[Symbol.asyncDispose]());

describe("podlab grade", () => {
  it("gives each its points, with the evidence for them, and leaves nothing on the engine", async () => {
    const { code, events } = await class1.grade("one", "-j", "1");
    const book = await class1.book("one");
    for (const { name, points, outcome = "graded" } of HONEST_PROGRAMS)
      expect.soft(gradeOf(book, name)).toMatchObject({ points, outcome, maxPoints: 5, needsPerson: false });
    expect(gradeOf(book, "half").checks.find(({ check }) => check === "counts-up")).toMatchObject({
      verdict: "failed",
      failure: { asked: "/count twice" },
    });
    expect(events.filter(({ event }) => event === "grade")).toHaveLength(HONEST_PROGRAMS.length);
    expect(code).toBe(0);
    expect(await class1.instructor.engine.containers(class1.instructor.labels)).toEqual([]);
    expect(await class1.instructor.engine.networks(class1.instructor.labels)).toEqual([]);
    expect(await class1.instructor.engine.volumes(class1.instructor.labels)).toEqual([]);
  });

  it.each(["2", "4"])("gives the same gradebook at -j %s", async (jobs) => {
    await class1.grade(`jobs-${jobs}`, "-j", jobs);
    expect(await class1.csv(`jobs-${jobs}`)).toBe(await class1.csv("one"));
  });

  it(
    "goes on where it was killed, and comes to the same gradebook",
    async () => {
      for (let round = 0; round < 3; round++) {
        const out = `killed-${round}`;
        const killed = class1.begin(out, "-j", "2");
        const after = randomInt(0, HONEST_PROGRAMS.length);
        await killed.tells(({ event }) => event === (after === 0 ? "grading" : "grade"), Math.max(1, after));
        await killed.end("SIGKILL");
        const resumed = await class1.grade(out, "-j", "2", "--resume");
        expect(resumed.err).toBe("");
        expect(resumed.code).toBe(0);
        expect(await class1.csv(out)).toBe(await class1.csv("one"));
        expect(await class1.instructor.engine.containers(class1.instructor.labels)).toEqual([]);
      }
    },
    TIMEOUT_MS,
  );

  it("ends at Ctrl-C with nothing left, and goes on", async () => {
    const running = class1.begin("interrupted", "-j", "2");
    await running.tells(({ event }) => event === "grade");
    expect((await running.end("SIGINT")).code).toBe(130);
    expect(await class1.instructor.engine.containers(class1.instructor.labels)).toEqual([]);
    expect((await class1.grade("interrupted", "-j", "2", "--resume")).code).toBe(0);
    expect(await class1.csv("interrupted")).toBe(await class1.csv("one"));
  });

  it("explains, repeats and compares grades", async () => {
    const report = `${class1.folder}/one`;
    const explained = await class1.instructor.must(["grade", "explain", report, "half"]);
    expect(explained.out).toContain("half echo: 3.5 of 5");
    expect(explained.out).toContain("/count twice");
    const rerun = await class1.instructor.must(["grade", "rerun", report, "--learner", "half"]);
    expect(rerun.err).toContain("it is as it was in the report");
    const same = await class1.instructor.must(["grade", "diff", report, `${class1.folder}/jobs-2`]);
    expect(same.err).toContain("nobody moves");
  });

  it("refuses what makes no sense, and says what does", async () => {
    const said = async (...args: readonly string[]) => (await class1.instructor.must(["grade", ...args], 2)).err;
    expect(await said(class1.folder)).toContain("--out");
    expect(await said(`${class1.folder}/inbox`, "--out", `${class1.folder}/one`)).toContain("--resume");
    expect(await said(`${class1.folder}/one/gradescope`, "--out", `${class1.folder}/new`)).toContain(
      "nothing to grade",
    );
    expect(await said("explain", `${class1.folder}/one`, "haff")).toContain("Did you mean half?");
    expect(await said("explain", class1.folder, "half")).toContain("is no report");
  });
});
