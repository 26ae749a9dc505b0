import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noticesOf } from "../../support/verdicts.ts";
import { LAB, Visit, WELL } from "./two-pods.ts";

let visit: Visit;
beforeAll(async () => {
  visit = await Visit.begin();
});
afterAll(() => visit[Symbol.asyncDispose]());

const STATUS = "status";
const PROBE = "probe http http://work:8080/app --timeout 2500";
const CHECK = `check ${LAB}`;

describe("a fault whose podlab was killed with -9", () => {
  it.each([
    ["kill app", STATUS],
    ["kill work", PROBE],
    ["stop app", STATUS],
    ["pause app", PROBE],
    ["crash app", STATUS],
    ["partition app work", PROBE],
    ["isolate app", STATUS],
    ["refuse app 8080", PROBE],
    ["loss app 1", STATUS],
    ["slow app 8080 600", PROBE],
    ["chaos app error", STATUS],
    ["chaos app hang", PROBE],
    ["chaos app error", CHECK],
    ["pause work", CHECK],
  ])("%s is undone by the next command, %s", async (words, command) => {
    await causeAndKill(words);
    const next = await podlab(command);
    expect(noticesOf(next)).toContain("an earlier podlab was killed while it worked on this lab");
    expect(await visit.look()).toEqual(WELL);
    // Its own answer is of the lab as it is afterwards.
    const states = next.events.flatMap((event) => (event.event === "status" ? event.services : []));
    expect(states.filter(({ state, role }) => state !== "running" || role === "fault")).toEqual([]);
    const probed = next.events.flatMap((event) => (event.event === "probed" ? [event.answer] : []));
    expect(probed).toEqual(command === PROBE ? [expect.objectContaining({ body: "reached" })] : []);
  });

  it("is told of once: what comes after finds nothing to undo", async () => {
    await causeAndKill("chaos app error");
    await podlab(STATUS);
    expect(noticesOf(await podlab(STATUS))).toBe("");
  });

  it("is no reason to undo what was caused by hand", async () => {
    await podlab("fault chaos app error");
    expect(noticesOf(await podlab(STATUS))).toBe("");
    expect(await visit.look()).toMatchObject({ app: "500" });
    await podlab("fault heal");
  });
});

async function causeAndKill(words: string): Promise<void> {
  await using running = visit.learner.begin(["fault", ...words.split(" "), "--for", "5m", "--json"]);
  await running.tells((event) => event.event === "fault" && event.state === "injected");
  expect((await running.end("SIGKILL")).code).toBeUndefined();
}

function podlab(command: string) {
  return visit.learner.must([...command.split(" "), "--json"]);
}
