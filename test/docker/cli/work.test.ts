import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CliEvent } from "../../../src/cli/output/events.ts";
import { Learner } from "../../support/learner.ts";
import { ROOT } from "../../support/podlab.ts";
import { openInShell, WIDE } from "../../support/screen/terminal.ts";
import { noticesOf } from "../../support/verdicts.ts";
import { eventsOf, only, undocumented } from "./events.ts";

const LAB = "held-faults";
const FILE = "server.mjs";

let labs: string;
let learner: Learner;
/** All that was told with --json, for the last test. */
const told: CliEvent[] = [];
beforeAll(async () => {
  // A lab of the tests' own, for an author changes it below.
  labs = await mkdtemp(join(tmpdir(), "podlab-labs-"));
  await cp(join(ROOT, "test/support/labs", LAB), join(labs, LAB), { recursive: true });
  learner = await Learner.arrive({ labs });
  await learner.must(["start", LAB, "--detach"]);
});
afterAll(async () => {
  await learner[Symbol.asyncDispose]();
  await rm(labs, { recursive: true });
});

describe("status", () => {
  it("tells per check whether it passed once and is true now, and how often it was tried", async () => {
    await learner.must(["check", LAB, "--step", "undisturbed"]);
    await learner.must(["hint", LAB]);
    expect(await recorded()).toMatchObject({ lab: LAB, state: "begun", activeMs: expect.any(Number) });
    expect(await firstCheck()).toMatchObject({
      passedOnce: true,
      trueNow: true,
      attempts: 1,
      lastAt: expect.any(Number),
    });

    const good = await mine();
    await writeFile(learner.path(LAB, FILE), "process.exit(1);\n");
    await learner.must(["check", LAB, "--step", "undisturbed"], 1);
    expect(await firstCheck()).toMatchObject({ passedOnce: true, trueNow: false, attempts: 2 });
    expect((await learner.must(["status"])).out).toMatch(/✗ both services.*passed once, not true now, 2 attempts/s);
    await writeFile(learner.path(LAB, FILE), good);
  });
});

describe("a reset", () => {
  it("of the work says what it will do, and `podlab undo` brings the work back", async () => {
    await appendFile(learner.path(LAB, FILE), "// mine\n");
    const own = await mine();
    const events = await json(["reset", LAB, "--work", "--yes"]);
    const [plan] = only(events, "plan");
    const [kept] = only(events, "kept");
    expect(plan?.actions).toEqual([
      `move your files (${FILE}) to ${kept?.path}; \`podlab undo ${LAB}\` brings them back`,
      `put the starter's files of ${LAB} in their place`,
      "make app, work anew: faults and what they hold as data are gone then",
    ]);
    expect(await mine()).not.toBe(own);
    expect(await firstCheck()).toMatchObject({ passedOnce: true, trueNow: null });
    expect(only(await json(["undo", LAB, "--list"]), "kept")).toEqual([
      { event: "kept", lab: LAB, path: kept?.path, at: expect.any(String), because: "reset", files: [FILE] },
    ]);

    const [undone] = only(await json(["undo", LAB]), "undone");
    expect(undone).toMatchObject({ path: learner.path(LAB), from: kept?.path, files: [FILE] });
    expect(await mine()).toBe(own);
    const [again] = only(await json(["undo", LAB]), "undone");
    expect(again?.from).toBe(undone?.kept);
    expect(await mine()).not.toBe(own);
  });

  it("is undone also while every save is judged, and is judged as one", async () => {
    await using watching = learner.begin(["check", LAB, "--step", "undisturbed", "--watch", "--json"]);
    await watching.tells(({ event }) => event === "summary");
    await json(["undo", LAB]);
    await watching.tells(({ event }) => event === "saved");
    await watching.tells(({ event }) => event === "summary", 2);
    expect((await watching.end("SIGINT")).code).toBe(130);
  });

  it.each(["--work", "--progress", "--work --progress"])(
    "%s without anybody to ask does nothing, and says what to add",
    async (options) => {
      const before = [await mine(), await recorded()];
      const [error] = only(await json(["reset", LAB, ...options.split(" ")], 2), "error");
      expect(error).toMatchObject({ message: expect.stringContaining(LAB), hint: "Add --yes.", exitCode: 2 });
      expect([await mine(), await recorded()]).toEqual(before);
    },
  );

  it("asks on a terminal, after it has said what it will do", async () => {
    const own = await mine();
    await using refused = openInShell(["reset", LAB, "--work"], { ...WIDE, env: learner.env });
    await refused.until(`move your files (${FILE})`);
    await refused.until("reset the work and the environment of held-faults?");
    refused.type("n\r");
    expect((await refused.left()).code).toBe(0);
    expect(await mine()).toBe(own);

    await using agreed = openInShell(["reset", LAB, "--progress"], { ...WIDE, env: learner.env });
    await agreed.until("1 of 7 steps passed");
    await agreed.until("reset the progress of held-faults?");
    agreed.type("y\r");
    expect((await agreed.left()).code).toBe(0);
    expect(await recorded()).toMatchObject({ state: "not begun", activeMs: 0 });
  });

  it("of the progress keeps a copy of the record", async () => {
    await learner.must(["check", LAB, "--step", "undisturbed"]);
    const ended = await learner.must(["reset", LAB, "--progress", "--yes", "--json"]);
    const [, copy = ""] = /lies in (\S+\.json)/.exec(noticesOf(ended)) ?? [];
    expect(JSON.parse(await readFile(copy, "utf8"))).toMatchObject({
      labs: { [LAB]: { checks: { "both-answer": { passedOnce: true } } } },
    });
  });
});

describe("a lab that has changed", () => {
  it("brings its changes to the learner's work at the next start, and undo takes them back", async () => {
    await json(["reset", LAB, "--work", "--yes"]);
    const starter = join(labs, LAB, "starter", FILE);
    const before = await mine();
    await appendFile(learner.path(LAB, FILE), "// mine, at the end\n");
    const own = await mine();
    await writeFile(starter, `// the lab's, at the beginning\n${await readFile(starter, "utf8")}`);
    await writeFile(join(labs, LAB, "starter/notes.txt"), "new");

    const events = await json(["start", LAB, "--detach"]);
    expect(only(events, "starter")).toEqual([
      { event: "starter", lab: LAB, file: "notes.txt", outcome: "added" },
      { event: "starter", lab: LAB, file: FILE, outcome: "merged" },
    ]);
    expect(only(events, "workspace")[0]).toMatchObject({ created: true, files: ["notes.txt"] });
    expect(await mine()).toBe(`// the lab's, at the beginning\n${before}// mine, at the end\n`);
    await learner.must(["check", LAB, "--step", "undisturbed"]);

    const [undone] = only(await json(["undo", LAB]), "undone");
    expect(undone?.from).toMatch(/held-faults\.\d{4}-/);
    expect(await mine()).toBe(own);
    expect(only(await json(["start", LAB, "--detach"]), "starter")).toEqual([]);
    expect(await mine()).toBe(own);
  });
});

it("tells no event, and no member of one, that docs/events.md does not tell of", () => {
  expect(undocumented(told)).toEqual([]);
});

/** Runs podlab with --json; fails where standard output holds anything but events. */
async function json(args: readonly string[], code = 0): Promise<CliEvent[]> {
  const events = eventsOf(await learner.must([...args, "--json"], code));
  told.push(...events);
  return events;
}

function mine(): Promise<string> {
  return readFile(learner.path(LAB, FILE), "utf8");
}

async function recorded() {
  return only(await json(["status", "--lab", LAB]), "record")[0];
}

async function firstCheck() {
  return (await recorded())?.steps[0]?.checks[0];
}
