import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { podlabImages } from "../../../src/engine/images.ts";
import { Learner } from "../../support/learner.ts";
import { errorOf, noticesOf, summaryOf } from "../../support/verdicts.ts";
import { eventsOf, only } from "./events.ts";

let learner: Learner;
beforeAll(async () => {
  learner = await Learner.arrive();
});
afterAll(() => learner[Symbol.asyncDispose]());

describe("podlab doctor", () => {
  it("finds the engine, and ends with 0 when nothing is wrong", async () => {
    const ended = await learner.podlab(["doctor", "--json"]);
    const findings = only(eventsOf(ended), "finding");
    expect(findings).toContainEqual({
      event: "finding",
      name: "engine",
      ok: true,
      text: expect.stringMatching(/API 1\./),
    });
    expect(findings.filter(({ ok, hint }) => !ok && hint === undefined)).toEqual([]);
    expect(ended.code).toBe(findings.every(({ ok }) => ok) ? 0 : 3);
  });

  it("tells what mends an engine that is not there, and ends with 3", async () => {
    const host = `unix://${learner.home}/nobody.sock`;
    const { code, out } = await learner.podlab(["doctor"], { env: { DOCKER_HOST: host } });
    expect(out).toMatch(/✗ engine: .*nobody\.sock.*\n {4}\S/);
    expect(code).toBe(3);
  });
});

describe("podlab images", () => {
  it("carries every image, and the one that they are built on, in one file", async () => {
    const built = await learner.must(["images", "build", "https-sidecar", "--json"]);
    expect(noticesOf(built)).toContain("https-sidecar: 5 images are there");
    const file = join(learner.home, "images.tar");
    const before = await references();
    const saved = await learner.podlab(["images", "save", "images.tar", "--json"], { cwd: learner.home });
    expect(noticesOf(saved)).toMatch(/\d+ images are in images\.tar[\s\S]*There: `podlab images load images\.tar`/);
    const { stdout } = await execa("tar", ["-xOf", file, "manifest.json"]);
    const contents: { RepoTags: string[] }[] = JSON.parse(stdout);
    const tags = new Set(contents.flatMap(({ RepoTags }) => RepoTags));
    // Others build and remove images all the while.
    const after = new Set(await references());
    const throughout = before.filter((reference) => after.has(reference));
    expect(throughout.filter((reference) => !tags.has(reference))).toEqual([]);
    expect(throughout.length).toBeGreaterThan(4);
    const loaded = await learner.must(["images", "load", file, "--json"]);
    expect(noticesOf(loaded)).toMatch(/the engine holds \d+ images of podlab's now/);
    await rm(file);
  });

  it("says why a file can't be read or written", async () => {
    const missing = await learner.podlab(["images", "load", "nothing.tar", "--json"], { cwd: learner.home });
    expect(errorOf(missing)?.message).toContain("nothing.tar");
    expect(missing.code).toBe(2);
    await writeFile(join(learner.home, "text.tar"), "no archive");
    expect((await learner.podlab(["images", "load", "text.tar", "--json"], { cwd: learner.home })).code).not.toBe(0);
    const nowhere = await learner.podlab(["images", "save", "/nowhere/images.tar", "--json"]);
    expect(errorOf(nowhere)?.message).toContain("/nowhere/images.tar can't be written");
    expect(nowhere.code).toBe(3);
  });
});

describe("words that are wrong", () => {
  it.each([
    ["lst", /there is no command lst/, "Did you mean `podlab list`?"],
    ["list --jsno", /unknown option '--jsno'/, "Did you mean --json?"],
    ["lab polish", /unknown command 'polish'/, undefined],
    ["images", /Usage: podlab images/, undefined],
    ["start", /missing required argument 'lab'/, undefined],
    ["start https-sidecr", /there is no lab https-sidecr/, "did you mean https-sidecar?"],
    ["status extra", /too many arguments/, undefined],
    ["logs legcy --lab https-sidecar", /https-sidecar has no service legcy/, "Did you mean legacy?"],
    ["logs --tail none --lab https-sidecar", /whole number of 1 or more/, undefined],
    ["check https-sidecar --step tls", /https-sidecar has no step tls/, "Its steps: terminate-tls"],
    ["probe --lab https-sidecar smoke", /no probe is called "smoke"/, "podlab probe http"],
    ["fault kil tls --lab https-sidecar", /there is no fault kil/, "Did you mean kill?"],
    ["fault kill db --lab https-sidecar", /https-sidecar has no service db/, "Its services: legacy, tls"],
    ["fault kill tls --for ever --lab https-sidecar", /"ever" is no time/, "500ms, 10s or 2m"],
    ["fault isolate", /which lab\? none runs/, "`podlab list` shows all labs"],
  ])("%s", async (words, message, hint) => {
    const { code, err } = await learner.podlab(words.split(" "));
    expect(err).toMatch(message);
    if (hint !== undefined) expect(err).toContain(hint);
    expect(code).toBe(2);
  });

  it.each(["status", "logs", "probe tls shop:8443", "open", "fault heal"])(
    "%s of a lab that does not run tells how to start it, or that it does not",
    async (words) => {
      const { code, err } = await learner.podlab([...words.split(" "), "--lab", "https-sidecar"]);
      expect(err).toContain("https-sidecar does not run");
      if (words !== "status") expect(err).toContain("`podlab start https-sidecar`");
      expect(code).toBe(words === "status" ? 0 : 2);
    },
  );
});

describe("labs that lie elsewhere", () => {
  const LABS = join(import.meta.dirname, "../fault/labs");

  it("are listed, started, judged and stopped with --labs", async () => {
    expect((await learner.must(["list", "--labs", LABS])).out).toContain("two-pods");
    expect((await learner.must(["list"])).out).not.toContain("two-pods");
    await learner.must(["start", "two-pods", "--detach", "--labs", LABS]);
    const judged = await learner.must(["check", "--labs", LABS, "--json"]);
    expect(summaryOf(judged)).toMatchObject({ lab: "two-pods", passed: 1, points: 1, maxPoints: 1 });
    await learner.must(["stop", "two-pods", "--labs", LABS]);
    expect(await learner.belongings()).toEqual([]);
  });

  it("are told of by name when one can't be loaded", async () => {
    const folder = join(learner.home, "broken-labs");
    await mkdir(join(folder, "mine"), { recursive: true });
    await writeFile(join(folder, "mine/lab.ts"), 'export default { chapter: "sidecar" };\n');
    const { code, err } = await learner.podlab(["list", "--labs", folder]);
    expect(err).toContain("the lab mine is not a lab: title is missing");
    expect(code).toBe(2);
  });
});

describe("podlab lab new", () => {
  it("writes a lab that is proven at once, and that lint finds too few mutants in", async () => {
    const folder = join(learner.home, "new-labs");
    await mkdir(folder);
    const words = ["--labs", folder, "--json"];
    const [created] = only(eventsOf(await learner.must(["lab", "new", "my-lab", ...words])), "created");
    expect(created?.files).toContain(join(folder, "my-lab/lab.ts"));
    const problems = only(eventsOf(await learner.must(["lab", "lint", "my-lab", ...words], 2)), "problem");
    expect(problems).toEqual([expect.objectContaining({ lab: "my-lab", where: "mutants" })]);
    const verified = eventsOf(await learner.must(["lab", "verify", "my-lab", "--repeat", "1", ...words]));
    expect(only(verified, "candidate").map(({ kind, asPromised }) => [kind, asPromised])).toEqual([
      ["starter", true],
      ["solution", true],
      ["mutant", true],
    ]);
    expect(only(verified, "verified")[0]).toMatchObject({
      ...{ starter: "fails", solution: "passes", mutants: 1, caught: 1, leftovers: 0 },
    });
  });

  it("leaves alone what is there already", async () => {
    const folder = join(learner.home, "new-labs");
    const file = join(folder, "my-lab/lab.ts");
    await writeFile(file, "// mine\n");
    const { code, err } = await learner.podlab(["lab", "new", "my-lab", "--labs", folder]);
    expect(err).toContain("is there already");
    expect(code).toBe(2);
    expect(await readFile(file, "utf8")).toBe("// mine\n");
  });
});

/** Names of all images of podlab's, the root that they are built on among them. */
async function references(): Promise<string[]> {
  return (await podlabImages(learner.engine)).flatMap((image) => image.references);
}
