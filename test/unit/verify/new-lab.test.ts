import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { component, provided } from "../../../src/lab/define.ts";
import { loadOne } from "../../../src/lab/load.ts";
import type { Lab } from "../../../src/lab/types.ts";
import { lintLab } from "../../../src/verify/lint.ts";
import { newLab } from "../../../src/verify/new-lab.ts";

const ROOT = join(import.meta.dirname, "../../..");
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podlab-labs-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function made(id = "my-lab"): Promise<Lab> {
  await newLab({ id, root: ROOT, folder });
  return loadOne({ root: ROOT, extra: [folder] }, id);
}

async function complaints(lab: Lab): Promise<string[]> {
  return (await lintLab(lab, ROOT)).map(({ where, what }) => `${where}: ${what}`);
}

describe("a new lab", () => {
  it("loads, and lacks nothing but more mutants", async () => {
    expect(await complaints(await made())).toEqual(["mutants: there are 1; a lab has at least 6"]);
  });

  it("never overwrites one that is there", async () => {
    const lab = await made();
    await writeFile(join(lab.folder, "checks.ts"), "mine");
    await expect(newLab({ id: "my-lab", root: ROOT, folder })).rejects.toThrow("is there already");
    expect(await readFile(join(lab.folder, "checks.ts"), "utf8")).toBe("mine");
  });

  it.each(["My-Lab", "../escape", "", "a b", "1st"])("refuses the id %j", async (id) => {
    await expect(newLab({ id, root: ROOT, folder })).rejects.toThrow("is no id for a lab");
  });
});

describe("the lint of a lab", () => {
  it("names a step without a heading, an empty hint and a missing drawing", async () => {
    const lab = await made();
    const text = await readFile(join(lab.folder, "README.md"), "utf8");
    await writeFile(
      join(lab.folder, "README.md"),
      text
        .replace("## Echo a word", "## Echo")
        .replace("The mechanism that answers it.", "")
        .replace(/```[\s\S]*```/, ""),
    );
    expect(await complaints(lab)).toEqual(
      expect.arrayContaining([
        "README.md: has no drawing of the lab (a fenced block) before the first step",
        "README.md: its second-level headings are echo; the lab's steps are echo-a-word",
        "README.md: the step echo has an empty hint",
      ]),
    );
  });

  it("names a starter that is the solution, a file that no service takes, and one that is missing", async () => {
    const lab = await made();
    const solution = await readFile(join(lab.folder, "solution/server.js"));
    await writeFile(join(lab.folder, "starter/server.js"), solution);
    await writeFile(join(lab.folder, "solution/notes.txt"), "for me");
    expect(await complaints(lab)).toEqual(
      expect.arrayContaining(["starter: is the solution already", "solution: no service takes the file notes.txt"]),
    );
    await rm(join(lab.folder, "starter/server.js"));
    expect(await complaints(lab)).toContain("starter: server.js is missing");
  });

  it("names a mutant that promises nothing, one that names no check, and a check that no mutant proves", async () => {
    const lab = await made();
    const promise = join(lab.folder, "mutants/constant/mutant.json");
    await writeFile(promise, '{"fails": "no-such-check", "why": "because"}');
    expect(await complaints(lab)).toEqual(
      expect.arrayContaining([
        "mutants/constant: names the check no-such-check, which the lab does not have",
        "check echoes-the-word: no mutant proves that it can fail",
      ]),
    );
    await writeFile(promise, "{");
    expect((await complaints(lab)).join()).toContain("mutant.json that is not JSON");
    await rm(promise);
    expect((await complaints(lab)).join()).toContain("has no mutant.json");
  });

  it("names images that nothing makes, and a check that needs one that comes later", async () => {
    const lab = await made();
    await mkdir(lab.dockerFolder);
    await writeFile(join(lab.dockerFolder, "Dockerfile"), "FROM scratch AS other\n");
    const [only] = lab.steps;
    const [check] = only?.checks ?? [];
    if (only === undefined || check === undefined) throw new Error("the skeleton has no check");
    const pods = {
      one: { one: { image: "front" } },
      two: { two: { image: component("mainframe") } },
      three: { three: { image: provided("store.mjs") } },
    };
    const late = { ...lab, pods, steps: [{ ...only, checks: [{ ...check, needs: ["later"] }] }] };
    expect(await complaints(late)).toEqual(
      expect.arrayContaining([
        "service one: the Dockerfile has no build target front",
        "service two: podlab has no component mainframe",
        `service three: the lab my-lab has no ${join(lab.dockerFolder, "store.mjs")}`,
        "check echoes-the-word: needs later, which does not come before it",
      ]),
    );
  });
});
