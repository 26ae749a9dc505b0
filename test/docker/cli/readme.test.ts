import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Learner } from "../../support/learner.ts";
import { PODLAB, podlab, ROOT } from "../../support/podlab.ts";
import { mentions, readReadme, shellLines } from "./readme.ts";

const README = readReadme();
/** They run these tests themselves. */
const NOT_FROM_HERE = ["npm test", "npm run check"];
/** The others end with 0. */
const EXIT_CODES: Readonly<Record<string, number>> = {
  // Without a terminal it judges once, and the starter is no solution.
  "podlab start https-sidecar": 1,
  "podlab check https-sidecar --all": 1,
  "podlab check https-sidecar --step terminate-tls --seed 7 --json": 1,
};

let learner: Learner;
let bin: string;
beforeAll(async () => {
  learner = await Learner.arrive();
  // What `npm link` gives.
  bin = join(learner.home, ".bin");
  await mkdir(bin);
  const command = join(bin, "podlab");
  await writeFile(command, `#!/bin/sh\nexec "${process.execPath}" "${PODLAB}" "$@"\n`);
  await chmod(command, 0o755);
});
afterAll(() => learner[Symbol.asyncDispose]());

describe("the README's commands, one after the other in a new home", () => {
  const lines = shellLines(README);

  it.each(lines.filter((line) => !NOT_FROM_HERE.includes(line)))("%s", async (line) => {
    const { exitCode, all, stdout } = await run(line);
    expect(exitCode, all).toBe(EXIT_CODES[line] ?? 0);
    if (line.includes("--json")) for (const one of stdout.split("\n")) expect(JSON.parse(one)).toHaveProperty("event");
  });

  it("are all accounted for", () => {
    expect(lines.length).toBeGreaterThan(20);
    for (const line of [...NOT_FROM_HERE, ...Object.keys(EXIT_CODES)]) expect(lines).toContain(line);
  });

  it("leave nothing on the engine", async () => {
    expect(await learner.belongings()).toEqual([]);
  });
});

describe("npm start", () => {
  it("shows without a terminal what one would type", async () => {
    const { stdout, stderr, exitCode } = await run("npm start");
    expect(stdout).toContain("https-sidecar");
    expect(stderr).toContain("podlab start LAB");
    expect(exitCode).toBe(0);
  });
});

describe("npm test and npm run check", () => {
  it("are scripts of the package, and what CI does", async () => {
    const { scripts } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8"));
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(["start", "test", "check", "bench"]));
    const steps = (await readFile(join(ROOT, ".ci/run"), "utf8")).split("\n");
    expect(steps).toEqual(expect.arrayContaining(NOT_FROM_HERE));
  });
});

describe("podlab --help", () => {
  const helps = new Map<string, Promise<string>>();

  it("knows every command and option that the README names", async () => {
    const named = mentions(README);
    expect(named).toContainEqual({ words: ["fault", "kill|pause|partition|slow", "…"], options: [] });
    expect(named).toContainEqual({ words: ["images", "build|save|load", "FILE"], options: [] });
    expect(named).toContainEqual({ words: ["logs"], options: [] });
    const unknown = await Promise.all(named.map(({ words, options }) => strangers(words, options)));
    expect(unknown.flat()).toEqual([]);
  });

  it.each([
    [["smoke"], [], ["smoke"]],
    [["lab", "lint|polish"], [], ["polish"]],
    [["fault", "tickle"], [], ["tickle"]],
    [["check", "https-sidecar"], ["--all", "--quietly"], ["--quietly"]],
  ])("would not know %s %s", async (words, options, expected) => {
    expect(await strangers(words, options)).toEqual(expected);
  });

  /** The words and options that the command's help does not have. */
  async function strangers([command = "", ...rest]: readonly string[], options: readonly string[]): Promise<string[]> {
    if (command === "ARGS") return [];
    if (!isListed(await help(), command)) return [command];
    const own = await help(command);
    const isGroup = /^(Commands|Faults|Probes):$/m.test(own);
    // `grade` has subcommands, and takes files as well: a word without alternatives is one.
    const isFile = /^Usage: .*<paths\.\.\.>/m.test(own) && !rest[0]?.includes("|");
    const words = isGroup && !isFile ? (rest[0]?.split("|") ?? []) : [];
    const text = isGroup && words[0] !== undefined ? own + (await help(command, words[0])) : own;
    return [
      ...words.filter((word) => !isListed(own, word)),
      ...options.filter((option) => !new RegExp(`${option}\\b`).test(text)),
    ];
  }

  function help(...words: readonly string[]): Promise<string> {
    const key = words.join(" ");
    const known = helps.get(key) ?? podlab([...words, "--help"]).then(({ out }) => out);
    helps.set(key, known);
    return known;
  }
});

/** At the beginning of a line, alone or after the command that is being helped with. */
function isListed(text: string, word: string): boolean {
  return new RegExp(`^  (?:podlab \\w+ )?${word}\\b`, "m").test(text);
}

function run(line: string) {
  return execa("sh", ["-c", line], {
    cwd: ROOT,
    reject: false,
    stdin: "ignore",
    all: true,
    env: { ...learner.env, PATH: `${bin}:${process.env["PATH"]}` },
  });
}
