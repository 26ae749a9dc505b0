import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Label } from "../../../src/session/labels.ts";
import { PATIENTLY } from "../../support/learner.ts";
import type { Ended } from "../../support/podlab.ts";
import { type Found, faultsOf, LAB, Visit, WELL } from "./two-pods.ts";

/** Longer than `work` waits for the app when both ways are late by it. */
const LATE_MS = 600;
/** The bit of CAP_NET_ADMIN in a process' capabilities: include/uapi/linux/capability.h. */
const NET_ADMIN = 1n << 12n;

let visit: Visit;
beforeAll(async () => {
  visit = await Visit.begin();
});
afterEach(async () => {
  await fault("heal");
  expect(await visit.look()).toEqual(WELL);
  expect(await helpers()).toEqual([]);
});
afterAll(() => visit[Symbol.asyncDispose]());

const DOWN: Found = { app: "refused", work: "out of reach" };
const SILENT: Found = { app: "timeout", work: "out of reach" };
const APART: Found = { app: "200", work: "out of reach" };

describe("podlab fault", () => {
  it.each([
    ["kill app", DOWN],
    ["stop app", DOWN],
    ["crash app", DOWN],
    ["pause app", SILENT],
    ["kill work", { app: "200", work: "refused" }],
    ["partition app work", APART],
    ["isolate work", APART],
    ["refuse app 8080", DOWN],
    ["loss app 1", SILENT],
    [`slow app 8080 ${LATE_MS}`, APART],
    ["chaos app error", { app: "500", work: "reached" }],
    ["chaos app hang", SILENT],
  ])("%s lasts until it is healed", async (words, found) => {
    const { events } = await fault(words);
    expect(events).toContainEqual(expect.objectContaining({ event: "fault", lab: LAB, state: "injected" }));
    expect(await visit.look()).toEqual(found);
  });

  it("shows in what `podlab probe` and `podlab status` say", async () => {
    await fault("kill app");
    expect((await visit.learner.must(["probe", "http", "http://app:8080/"])).out).toContain("connection refused");
    expect((await visit.learner.must(["status"])).out).toMatch(/✗ app +exited/);
  });

  it.each(["kill app", "partition app work", "chaos app hang"])("%s --for 500ms ends by itself", async (words) => {
    const ended = await fault(`${words} --for 500ms`);
    expect(faultsOf(ended)).toEqual(["injected", "undone"]);
    expect(ended.ms).toBeGreaterThan(500);
    expect(await visit.look()).toEqual(WELL);
  });

  it.each([
    ["kill app", "start app"],
    ["pause app", "unpause app"],
    ["chaos app error", "chaos app ok"],
  ])("%s is ended by %s", async (cause, relief) => {
    await fault(cause);
    await fault(relief);
    await expect.poll(() => visit.look(), PATIENTLY).toEqual(WELL);
  });

  it("crash of a service with a restart policy is mended by that policy", async () => {
    const { engine } = visit.learner;
    const { id } = await visit.learner.container("work");
    const { restarts } = await engine.inspect(id);
    await fault("crash work");
    await expect.poll(() => visit.look(), PATIENTLY).toEqual(WELL);
    expect((await engine.inspect(id)).restarts).toBe(restarts + 1);
  });

  it("is undone on Ctrl-C as well", async () => {
    await using running = visit.learner.begin(["fault", "partition", "app", "work", "--for", "5m", "--json"]);
    await running.tells(({ event }) => event === "fault");
    const ended = await running.end("SIGINT");
    expect(ended.code).toBe(130);
    expect(faultsOf(ended)).toEqual(["injected", "undone"]);
    expect(await visit.look()).toEqual(WELL);
  });

  it("ends when the lab is judged", async () => {
    for (const words of ["chaos app hang", "refuse app 8080", "pause work"]) await fault(words);
    await visit.learner.must(["check", LAB]);
    expect(await visit.look()).toEqual(WELL);
  });
});

describe("a second fault in the same pod", () => {
  it.each([
    [["slow app 8080 100", "refuse app 8080"], DOWN],
    [["refuse app 8080", "slow app 8080 100"], DOWN],
    [["isolate app", "chaos app error"], { app: "500", work: "out of reach" }],
    [["partition app work", "kill app"], DOWN],
  ])("is in force beside the first: %s", async (faults, found) => {
    for (const words of faults) await fault(words);
    expect(await visit.look()).toEqual(found);
  });

  it("delays each direction by as much as was said last", async () => {
    for (const ms of [50, LATE_MS]) await fault(`slow app 8080 ${ms}`);
    expect(await visit.delay()).toBeGreaterThan(2 * LATE_MS);
    expect(await helpers()).toHaveLength(1);
  });
});

describe("the right to change a pod's network", () => {
  it("is the fault helper's alone, never a service's or the agent's", async () => {
    await fault("isolate work");
    const containers = await visit.learner.engine.containers(visit.learner.labels);
    const rights = await Promise.all(
      containers
        // The infra container holds nothing but one static program, so nothing can be asked there.
        .filter(({ labels }) => labels[Label.role] !== "infra")
        .map(async ({ id, labels }) => `${labels[Label.role]}: ${((await bounds(id)) & NET_ADMIN) !== 0n}`),
    );
    expect(rights.toSorted()).toEqual(["agent: false", "fault: true", "member: false", "member: false"]);
  });
});

function fault(words: string): Promise<Ended> {
  return visit.learner.must(["fault", ...words.split(" "), "--json"]);
}

/** The capabilities that the container's first process could ever get. */
async function bounds(container: string): Promise<bigint> {
  const { stdout } = await visit.learner.engine.exec(container, ["cat", "/proc/1/status"]);
  const [, hex] = /^CapBnd:\s*([0-9a-f]+)$/m.exec(stdout) ?? [];
  if (hex === undefined) throw new Error(`no capabilities in ${stdout}`);
  return BigInt(`0x${hex}`);
}

/** Names of the containers that hold a fault in a pod's network. */
async function helpers(): Promise<string[]> {
  const { engine, labels } = visit.learner;
  return (await engine.containers({ ...labels, [Label.role]: "fault" })).map(({ name }) => name);
}
