import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { tableOf } from "../../../src/cli/complete/table.ts";
import { wantedAt } from "../../../src/cli/complete/wanted.ts";
import { buildProgram } from "../../../src/cli/program.ts";
import { PODLAB } from "../../support/podlab.ts";
import { temporaryFolder } from "../workspace/temporary.ts";

const TABLE = tableOf(
  buildProgram({ signal: AbortSignal.abort(), interrupt: () => undefined, finished: () => undefined }),
);

describe("what may stand where the cursor is", () => {
  it.each([
    ["start ", "lab"],
    ["check --step ", "step"],
    ["check https-sidecar --step=te", "step"],
    ["check https-sidecar --step = te", "step"],
    ["check --check ", "check"],
    ["logs ", "service"],
    ["logs --lab ", "lab"],
    ["logs --tail 5 ", "service"],
    ["fault kill ", "service"],
    ["fault partition web-a ", "pod"],
    ["lab verify https-sidecar --only starter ", "candidates"],
    ["images save ", "file"],
    ["list --labs ", "dir"],
  ])("after %j is a %s", (line, kind) => {
    expect(wantedAt(TABLE, line.split(" ")).kind).toBe(kind);
  });

  it.each([
    ["ch", ["check"]],
    ["lab ", ["new", "lint", "verify"]],
    ["completion ", ["bash", "zsh", "fish"]],
    ["fault pa", ["pause", "partition"]],
    ["fault chaos legacy ", ["error", "hang", "ok"]],
    ["probe ", ["http", "tls", "tcp", "load"]],
  ])("after %j are the words that are known", (line, expected) => {
    const { fixed, prefix } = wantedAt(TABLE, line.split(" "));
    const offered = fixed.map(({ value }) => value).filter((value) => value.startsWith(prefix));
    expect(offered).toEqual(expect.arrayContaining(expected));
  });

  it("are options of the command and of all commands, and none twice", () => {
    const options = (line: string) => wantedAt(TABLE, line.split(" ")).fixed.map(({ value }) => value);
    expect(options("check --")).toEqual(expect.arrayContaining(["--all", "--step", "--json", "--plain", "--help"]));
    expect(options("check --all --")).not.toContain("--all");
    expect(options("probe load http://x --")).toEqual(expect.arrayContaining(["--rate", "--ca", "--lab"]));
    expect(options("lab lint --")).not.toContain("--repeat");
  });

  it("are looked up in the lab that the words name", () => {
    expect(wantedAt(TABLE, ["check", "https-sidecar", "--step", ""])).toMatchObject({ lab: "https-sidecar" });
    expect(wantedAt(TABLE, ["logs", "--lab", "topz", ""])).toMatchObject({ lab: "topz" });
  });

  it("are nothing where nothing more may stand", () => {
    expect(wantedAt(TABLE, ["start", "https-sidecar", ""])).toMatchObject({ fixed: [] });
    expect(wantedAt(TABLE, ["start", "https-sidecar", ""]).kind).toBeUndefined();
  });

  it("know every command that the help shows", () => {
    const { fixed } = wantedAt(TABLE, [""]);
    expect(fixed.length).toBeGreaterThan(18);
    expect(fixed.every(({ description }) => description !== "")).toBe(true);
    expect(fixed.map(({ value }) => value)).not.toContain("__complete");
  });
});

describe("podlab __complete", () => {
  it("offers labs with their titles, those of further folders too", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "mine"));
    await writeFile(join(folder.path, "mine/lab.ts"), "nobody runs this\n");
    await writeFile(join(folder.path, "mine/README.md"), "# My own\n");
    expect(await complete(["start", ""])).toContain("https-sidecar\tHTTPS for a service that speaks only HTTP");
    expect(await complete(["start", "--labs", folder.path, "mi"])).toEqual(["mine\tMy own"]);
    expect(await complete(["start", "mi"], { PODLAB_LABS: folder.path })).toEqual(["mine\tMy own"]);
  });

  it("offers the steps, checks and candidates of a lab", async () => {
    expect(await complete(["check", "https-sidecar", "--step", "t"])).toEqual(["terminate-tls\tTerminate TLS"]);
    expect(await complete(["check", "https-sidecar", "--step=t"])).toEqual(["--step=terminate-tls\tTerminate TLS"]);
    const [first = ""] = await complete(["check", "https-sidecar", "--check", "serves"]);
    expect(first).toMatch(/^serves-over-tls\t\w/);
    expect(await complete(["lab", "verify", "https-sidecar", "--only", "so"])).toEqual(["solution"]);
  });

  it("takes the lab from the learner's folder that one stands in", async () => {
    await using home = await temporaryFolder();
    await mkdir(join(home.path, "https-sidecar"));
    const env = { PODLAB_HOME: home.path };
    expect(await complete(["check", "--step", "t"], env, join(home.path, "https-sidecar"))).toHaveLength(1);
  });

  it.each([
    [["logs", ""], "an engine that is not there"],
    [["check", "nothing-like-it", "--check", ""], "a lab that is not there"],
    [["check", "--step", ""], "no lab at all"],
    [["nothing", "like", "it", ""], "a command that is not there"],
    [[], "no words"],
  ])("offers no more than it knows for %j: %s", async (words) => {
    expect((await complete(words)).every((line) => !line.includes("rror"))).toBe(true);
  });

  it("leaves files and folders to the shell", async () => {
    expect(await complete(["images", "load", ""])).toEqual(["\tfiles"]);
    expect(await complete(["list", "--labs", ""])).toEqual(["\tdirs"]);
  });
});

/** The lines of `podlab __complete` as it is shipped; an engine it never finds. */
async function complete(words: readonly string[], env: Record<string, string> = {}, cwd = "/"): Promise<string[]> {
  const { stdout, stderr, exitCode } = await execa(process.execPath, [PODLAB, "__complete", ...words], {
    reject: false,
    cwd,
    stripFinalNewline: false,
    env: { PODLAB_HOME: "/nowhere/podlab-test", DOCKER_HOST: "unix:///nowhere/podlab-test.sock", ...env },
  });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return stdout.split("\n").filter((line) => line !== "");
}
