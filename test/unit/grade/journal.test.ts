import { appendFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Journal, type JournalEntry } from "../../../src/grade/journal.ts";
import { runOf, standing } from "../../../src/grade/resume.ts";
import { gradeOf, submissionOf } from "./submissions.ts";

const RUN = { entry: "run", format: 1, id: "ab", podlab: "1", seed: 7, startedAt: 1, labs: { demo: "aa" } } as const;
const ann = submissionOf("ann", "demo");
const bob = submissionOf("bob", "demo");
const good = { entry: "canary", lab: "demo", good: true, text: "" } as const;
const grade = (of: typeof ann, trouble?: string): JournalEntry => ({ entry: "grade", grade: gradeOf(of, trouble) });

describe("a journal", () => {
  let folder = "";
  let file = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podlab-journal-"));
    file = join(folder, "journal.jsonl");
  });
  afterEach(() => rm(folder, { recursive: true }));

  const read = async () => {
    const { journal, entries } = await Journal.open(file);
    await journal[Symbol.asyncDispose]();
    return entries;
  };

  it("gives back what was written, in the order of the calls", async () => {
    const { journal, entries } = await Journal.open(file);
    expect(entries).toEqual([]);
    const all = [RUN, ...Array.from({ length: 50 }, (_, n) => grade(submissionOf(`l${n}`, "demo"))), good];
    await Promise.all(all.map((entry) => journal.append(entry)));
    await journal[Symbol.asyncDispose]();
    expect(await read()).toEqual(all);
  });

  it("loses the line that a crash cut off, wherever it did, and nothing else", async () => {
    const whole = `${JSON.stringify(RUN)}\n`;
    const next = `${JSON.stringify(grade(submissionOf("änn", "demo")))}\n`;
    for (let cut = 0; cut < Buffer.byteLength(next); cut += 7) {
      await writeFile(file, Buffer.concat([Buffer.from(whole), Buffer.from(next).subarray(0, cut)]));
      expect(await read()).toEqual([RUN]);
      expect(await readFile(file, "utf8")).toBe(whole);
    }
  });

  it("is refused where a line in the middle is damaged", async () => {
    await writeFile(file, `${JSON.stringify(RUN)}\n{"entry": "gr\n`);
    await appendFile(file, `${JSON.stringify(good)}\n`);
    await expect(Journal.open(file)).rejects.toThrow("line 2 of the journal");
  });
});

describe("grades of a run that was broken off", () => {
  it("stand once the reference was judged well after them", () => {
    expect([...standing([RUN, grade(ann), good, grade(bob)], [ann, bob]).keys()]).toEqual(["demo/ann"]);
  });

  it("are void when the reference's grade had moved, until they are graded again", () => {
    const moved = { ...good, good: false } as const;
    expect([...standing([RUN, grade(ann), moved], [ann]).keys()]).toEqual([]);
    expect([...standing([RUN, grade(ann), moved, grade(ann), good], [ann]).keys()]).toEqual(["demo/ann"]);
  });

  it("are given up where the submission is another now, or was not graded", () => {
    expect(standing([RUN, grade(ann), good], [submissionOf("ann", "demo", "other")]).size).toBe(0);
    expect(standing([RUN, grade(ann, "the engine went away"), good], [ann]).size).toBe(0);
    expect(standing([RUN, grade(ann), good], [bob]).size).toBe(0);
  });

  it("belong to the run that was begun: another podlab or lab is refused", () => {
    expect(runOf([RUN], { podlab: "1", labs: { demo: "aa", other: "bb" } })).toEqual(RUN);
    expect(() => runOf([RUN], { podlab: "2", labs: {} })).toThrow("begun with podlab 1");
    expect(() => runOf([RUN], { podlab: "1", labs: { demo: "ab" } })).toThrow("the lab demo has changed");
    expect(() => runOf([], { podlab: "1", labs: {} })).toThrow("no run to go on with");
  });
});
