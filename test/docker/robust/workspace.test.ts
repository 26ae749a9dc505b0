import { chmod, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ContainerSummary } from "../../../src/engine/types.ts";
import { Learner } from "../../support/learner.ts";
import { errorOf, noticesOf, verdictsOf } from "../../support/verdicts.ts";

const LAB = "https-sidecar";
const ONE_STEP = ["check", LAB, "--step", "terminate-tls", "--json"];
/** Root reads every file, unless it gives that up. */
const AS_ANYBODY = [
  "setpriv",
  "--bounding-set=-dac_override,-dac_read_search",
  "--inh-caps=-dac_override,-dac_read_search",
];

let learner: Learner;
let file: string;
let good: string;
beforeAll(async () => {
  learner = await Learner.arrive();
  await learner.must(["start", LAB, "--detach"]);
  await learner.solve(LAB);
  file = learner.path(LAB, "nginx.conf");
  good = await readFile(file, "utf8");
});
beforeEach(async () => {
  await putRight();
  await learner.must(ONE_STEP);
});
afterAll(() => learner[Symbol.asyncDispose]());

describe("a file of the learner's that can't be taken", () => {
  it.each([
    ["missing", () => rm(file), /nginx\.conf is missing/, /`podlab start https-sidecar` puts the starter's file back/],
    ["binary", () => writeFile(file, Buffer.from([0x65, 0, 1, 2, 255])), /nginx\.conf is not a text file/, /UTF-8/],
    ["a symbolic link", link, /nginx\.conf is a symbolic link/, /Put the file itself there/],
    ["100 MB large", () => truncate(file, 100 * 1024 * 1024), /too large: 100\.0 MB, at most 1 MB/, /Is it the file/],
    ["unreadable", () => chmod(file, 0o000), /nginx\.conf can't be read: permission denied/, /chmod u\+r/],
    ["a folder", folder, /nginx\.conf is a folder/, /Rename it/],
  ])("because it is %s is told with what to do, and harms nothing that runs", async (_, spoil, message, hint) => {
    const before = await running();
    await spoil();
    const under = process.getuid?.() === 0 ? { under: AS_ANYBODY } : {};
    const ended = await learner.podlab(ONE_STEP, under);
    expect(errorOf(ended)).toMatchObject({
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
      exitCode: 2,
    });
    expect(ended.code).toBe(2);
    expect(await running()).toEqual(before);

    await putRight();
    expect(verdictsOf(await learner.must(ONE_STEP))).toMatchObject({ "serves-over-tls": "passed" });
    expect(await running()).toEqual(before);
  });

  it("while every save is watched is told, and the watching goes on", async () => {
    await using watching = learner.begin([...ONE_STEP, "--watch"]);
    await watching.tells(({ event }) => event === "summary");
    await writeFile(file, "\0");
    await watching.tells((event) => event.event === "notice" && event.text.includes("is not a text file"));
    await putRight();
    await watching.tells(({ event }) => event === "summary", 2);
    expect((await watching.end("SIGINT")).code).toBe(130);
  });
});

describe("a file of the learner's that the service needs", () => {
  it("and that is empty is told, beside what the service says of it", async () => {
    await truncate(file);
    const ended = await learner.must(ONE_STEP, 1);
    expect(noticesOf(ended)).toContain("nginx.conf is empty");
    expect(noticesOf(ended)).toContain('no "events" section in configuration');
  });

  it("and that is missing comes back from the starter with `podlab start`, while the others stay", async () => {
    const script = await readFile(learner.path(LAB, "run.sh"), "utf8");
    await rm(file);
    await learner.must(["start", LAB, "--detach"]);
    expect(await readFile(file, "utf8")).toContain("nobody passes requests on to the shop yet");
    expect(await readFile(learner.path(LAB, "run.sh"), "utf8")).toBe(script);
  });

  it("and that has a syntax error is told with nginx's own line, and does not pass", async () => {
    await writeFile(file, good.replace("listen 8443 ssl;", "listen 8443 ssl"));
    const ended = await learner.must(ONE_STEP, 1);
    expect(noticesOf(ended)).toMatch(/tls ended with exit code 1/);
    expect(noticesOf(ended)).toMatch(/\[emerg\] .* in \/\S+\/nginx\.conf:\d+/);
    expect(Object.values(verdictsOf(ended))).not.toContain("passed");
    const forPeople = await learner.must(ONE_STEP.slice(0, -1), 1);
    expect(forPeople.err).toMatch(/\[emerg\] .*/);
  });
});

async function link(): Promise<void> {
  await rename(file, `${file}.elsewhere`);
  await symlink(`${file}.elsewhere`, file);
}

async function folder(): Promise<void> {
  await rm(file);
  await mkdir(file);
}

async function putRight(): Promise<void> {
  await rm(file, { recursive: true, force: true });
  await writeFile(file, good);
}

/** What runs of theirs, so that a container that was made anew shows. */
async function running(): Promise<Pick<ContainerSummary, "id" | "state">[]> {
  const containers = await learner.engine.containers(learner.labels);
  return containers.map(({ id, state }) => ({ id, state })).toSorted((a, b) => a.id.localeCompare(b.id));
}
