import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Command } from "commander";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../../src/cli/exit-code.ts";
import { buildProgram } from "../../../src/cli/program.ts";
import { temporaryFolder } from "../workspace/temporary.ts";

const MAIN = join(import.meta.dirname, "../../../src/cli/main.ts");
/** An engine that is not there, so that these tests touch none. */
const NO_ENGINE = "unix:///nowhere/podlab-test.sock";

describe("podlab --help", () => {
  it("shows every command", async () => {
    const { stdout, exitCode } = await podlab(["--help"]);
    expect(exitCode).toBe(0);
    for (const name of ["list", "start", "check", "reset", "probe", "doctor", "clean"])
      expect(stdout).toContain(`\n  ${name} `);
  });

  it("has an example for every command", () => {
    const program = buildProgram({
      signal: AbortSignal.abort(),
      interrupt: () => undefined,
      finished: () => undefined,
    });
    const commands = program.commands.flatMap((command) => [command, ...command.commands]);
    expect(commands.length).toBeGreaterThan(25);
    for (const command of commands) expect(helpOf(command), command.name()).toMatch(/Examples:\n {2}\$ podlab/);
  });
});

describe("exit codes", () => {
  it.each([
    ["an option that isn't there", ["list", "--jsn"], 2, "Did you mean --json?"],
    ["a command that isn't there", ["lst"], 2, "Did you mean `podlab list`?"],
    ["one that isn't there, with more words", ["strat", "https-sidecar"], 2, "Did you mean `podlab start`?"],
    ["an argument too few", ["start"], 2, "missing required argument"],
    ["a lab that isn't there", ["start", "https-sidecr"], 2, "https-sidecar"],
    ["a seed that is no number", ["check", "https-sidecar", "--seed", "x"], 2, "whole number"],
    ["a command of a group that isn't there", ["lab", "lnt"], 2, "Did you mean lint?"],
    ["a check that isn't there", ["check", "https-sidecar", "--check", "serves-over-tsl"], 2, "serves-over-tls"],
    ["a fault that isn't there", ["fault", "puase", "tls", "--lab", "https-sidecar"], 2, "Did you mean pause?"],
    ["a service that isn't there", ["fault", "pause", "lgacy", "--lab", "https-sidecar"], 2, "Did you mean legacy?"],
    ["a pod that isn't there", ["fault", "isolate", "shpo", "--lab", "https-sidecar"], 2, "Did you mean shop?"],
    ["a probe that isn't there, nearly", ["probe", "htpp", "shop:80", "--lab", "https-sidecar"], 2, "mean http?"],
    ["an option of a probe that isn't there", ["probe", "tls", "shop:8443", "--severname", "x"], 2, "--servername"],
    ["a shell that completion doesn't know", ["completion", "bsh"], 2, "bash, zsh, fish"],
    ["a lab in an option that isn't there", ["logs", "--lab", "https-sidecr"], 2, "https-sidecar"],
    ["a step that isn't there", ["check", "https-sidecar", "--step", "terminate-tsl"], 2, "terminate-tls"],
    ["options that exclude each other", ["check", "https-sidecar", "--all", "--step", "x"], 2, "exclude"],
    ["a probe that is none", ["probe", "smoke", "--lab", "https-sidecar"], 2, "smoke"],
    ["a solution before its time", ["solution", "https-sidecar"], 1, "--give-up"],
    ["an agreement that nobody can give", ["reset", "https-sidecar", "--work"], 2, "--yes"],
    ["no engine", ["status"], 3, "podlab-test.sock"],
    ["a folder of labs that isn't there", ["list", "--labs", "/nowhere/labs"], 2, "/nowhere/labs"],
  ])("tell of %s", async (_, words, code, message) => {
    const { exitCode, stderr, stdout } = await podlab(words);
    expect(stderr).toContain(message);
    expect(stdout).toBe("");
    expect(exitCode).toBe(code);
  });

  it("are in the error's event too with --json, and nothing else is on standard output", async () => {
    const { stdout } = await podlab(["start", "https-sidecr", "--json"]);
    expect(JSON.parse(stdout)).toEqual({
      event: "error",
      message: "there is no lab https-sidecr",
      hint: "did you mean https-sidecar?",
      exitCode: 2,
    });
  });

  it("tell a program that a subcommand is missing", async () => {
    const { stdout } = await podlab(["lab", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ message: "a subcommand is missing", exitCode: 2 });
  });

  it("call a file that can't be taken a usage error, before any engine is asked", async () => {
    await using home = await temporaryFolder();
    await mkdir(join(home.path, "https-sidecar"));
    await writeFile(join(home.path, "https-sidecar/nginx.conf"), "a\0b");
    const { exitCode, stderr } = await podlab(["check", "https-sidecar"], home.path);
    expect(stderr).toContain("nginx.conf is not a text file");
    expect(exitCode).toBe(2);
  });

  it.each([
    [{ failed: 0, blocked: 0, broken: 0 }, 0],
    [{ failed: 1, blocked: 2, broken: 1 }, 1],
    [{ failed: 0, blocked: 2, broken: 0 }, 1],
    [{ failed: 0, blocked: 2, broken: 1 }, 4],
  ])("of a run with %o are %i", (summary, code) => {
    expect(exitCodeOf(summary)).toBe(code);
  });
});

describe("podlab list", () => {
  it("gives one event a line with --json", async () => {
    const { stdout } = await podlab(["list", "--json"]);
    const events = stdout.split("\n").map((line): unknown => JSON.parse(line));
    expect(events).toContainEqual({ event: "chapter", chapter: "sidecar", number: 2, title: "Sidecar" });
    expect(events).toContainEqual(expect.objectContaining({ event: "lab", lab: "https-sidecar", stepsPassed: 0 }));
  });

  it("shows labs of further folders", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "mine"));
    await writeFile(join(folder.path, "mine/lab.ts"), SMALL_LAB);
    const { stdout } = await podlab(["list", "--json"], undefined, { PODLAB_LABS: folder.path });
    expect(stdout).toContain('"lab":"mine"');
  });

  it("tells of damaged progress and goes on", async () => {
    await using home = await temporaryFolder();
    await mkdir(join(home.path, ".podlab"));
    await writeFile(join(home.path, ".podlab/progress.json"), "{");
    const { stdout, stderr, exitCode } = await podlab(["list"], home.path);
    expect(stderr).toContain("the record of your progress is damaged");
    expect(stdout).toContain("https-sidecar");
    expect(exitCode).toBe(0);
  });

  it("ends quietly when its reader goes away", async () => {
    const { stderr } = await execa({
      reject: false,
      shell: "/bin/sh",
      env: { PODLAB_HOME: "/nowhere/podlab-test", NODE: process.execPath, MAIN },
    })`("$NODE" "$MAIN" list; echo "ended $?" >&2) | true`;
    expect(stderr).toMatch(/^ended (0|130)$/);
  });

  it("says so when the disk that its output goes to is full", async () => {
    const { stderr, exitCode } = await execa({
      reject: false,
      shell: "/bin/sh",
      env: { PODLAB_HOME: "/nowhere/podlab-test", NODE: process.execPath, MAIN },
    })`"$NODE" "$MAIN" list > /dev/full`;
    expect(stderr).toContain("there is no space left");
    expect(exitCode).toBe(3);
  });
});

describe("podlab without a terminal", () => {
  it("shows the labs and what one would type instead of the menu", async () => {
    const { stdout, stderr, exitCode } = await podlab([]);
    expect(stdout).toContain("https-sidecar");
    expect(stderr).toContain("podlab start LAB");
    expect(exitCode).toBe(0);
  });
});

describe("podlab hint", () => {
  it("gives one hint after the other, then the last again", async () => {
    await using home = await temporaryFolder();
    const titles: unknown[] = [];
    for (const _ of [1, 2, 3, 4]) {
      const { stdout } = await podlab(["hint", "https-sidecar", "--json"], home.path);
      titles.push(Object(JSON.parse(stdout)).title);
    }
    expect(titles).toEqual(["hint 1 of 3", "hint 2 of 3", "hint 3 of 3", "hint 3 of 3"]);
  });

  it.each(["https-sidecar", "https-sidecar.2026-03-04T05-06-07"])(
    "takes the lab from the folder that it is asked in: %s",
    async (folder) => {
      await using home = await temporaryFolder();
      const cwd = join(home.path, folder);
      await mkdir(cwd);
      const { stdout } = await podlab(["hint", "--json"], home.path, {}, cwd);
      expect(stdout).toContain('"lab":"https-sidecar"');
    },
  );
});

describe("podlab solution --give-up", () => {
  it("calls a folder in the place of a file a usage error", async () => {
    await using home = await temporaryFolder();
    await mkdir(join(home.path, "https-sidecar/nginx.conf"), { recursive: true });
    const { stderr, exitCode } = await podlab(["solution", "https-sidecar", "--give-up"], home.path);
    expect(stderr).toContain("nginx.conf is a folder, a file belongs there");
    expect(exitCode).toBe(2);
  });

  it("shows what the solution does otherwise, as a unified diff", async () => {
    await using home = await temporaryFolder();
    await mkdir(join(home.path, "https-sidecar"));
    await writeFile(join(home.path, "https-sidecar/nginx.conf"), "events {}\n");
    const { stdout, exitCode } = await podlab(["solution", "https-sidecar", "--give-up"], home.path);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^--- yours\/nginx.conf/m);
    expect(stdout).toMatch(/^\+\+\+ solution\/nginx.conf/m);
  });
});

const SMALL_LAB = `import { check, defineLab, http, step } from "podlab";
const answers = check("answers", "it answers", async ({ http }) => void (await http.get("http://app:80/")));
export default defineLab({
  chapter: "adapter",
  title: "My own",
  minutes: 5,
  pods: { app: { app: { image: "app", files: ["server.js"], ready: http(80) } } },
  steps: [step("answer", { points: 1, checks: [answers] })],
});
`;

function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}

function podlab(words: readonly string[], home = "/nowhere/podlab-test", env: Record<string, string> = {}, cwd = "/") {
  return execa(process.execPath, [MAIN, ...words], {
    reject: false,
    stdin: "ignore",
    cwd,
    env: { PODLAB_HOME: home, DOCKER_HOST: NO_ENGINE, LANG: "C.UTF-8", ...env },
  });
}
