import { once } from "node:events";
import { appendFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { get } from "node:https";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CliEvent } from "../../../src/cli/output/events.ts";
import type { VerdictEvent } from "../../../src/core/events.ts";
import { Learner } from "../../support/learner.ts";
import { ROOT } from "../../support/podlab.ts";
import { openInShell, WIDE } from "../../support/screen/terminal.ts";
import { noticesOf, verdictsOf } from "../../support/verdicts.ts";
import { eventsOf, only, undocumented } from "./events.ts";

const LAB = "https-sidecar";

let learner: Learner;
/** All that was told with --json, for the last test. */
const told: CliEvent[] = [];
beforeAll(async () => {
  learner = await Learner.arrive();
});
afterAll(() => learner[Symbol.asyncDispose]());

describe("a learner's way through a lab begins", () => {
  it("with a list that shows nothing done yet", async () => {
    const events = await json(["list"]);
    expect(events).toContainEqual({ event: "chapter", chapter: "sidecar", number: 2, title: "Sidecar" });
    expect(only(events, "lab").find(({ lab }) => lab === LAB)).toMatchObject({ steps: 4, stepsPassed: 0, points: 12 });
    expect((await learner.must(["list"])).out).toMatch(/○ HTTPS .* https-sidecar +\d+ min +0\/4/);
  });

  it("with a start, which puts the starter's files into the home and tells where the lab answers", async () => {
    const events = await json(["start", LAB, "--detach", "--seed", "11"]);
    const files = ["nginx.conf", "run.sh"];
    expect(events[0]).toEqual({ event: "workspace", lab: LAB, path: learner.path(LAB), created: true, files });
    expect(await readdir(learner.path(LAB))).toEqual(files);
    const sessions = only(events, "session");
    expect(sessions.map(({ state }) => state)).toEqual(["starting", "ready"]);
    expect(sessions[1]?.session).toMatch(/^https-sidecar-[0-9a-f]{8}$/);
    expect(sessions[1]?.entries).toEqual([
      expect.objectContaining({ service: "tls", url: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+\/$/) }),
    ]);
  });

  it("with a check that fails at the first step, and a command that shows the same again", async () => {
    const events = await json(["check", LAB, "--seed", "7"], 1);
    const [step] = only(events, "step");
    expect(step).toMatchObject({ lab: LAB, step: "terminate-tls", number: 1, of: 4, points: 3 });
    const [failed, blocked] = only(events, "verdict");
    const { asked, expected, seen, again = "" } = failureOf(failed);
    expect([failed?.verdict, asked, expected]).toEqual([
      "failed",
      expect.stringContaining("a TLS handshake with shop:8443"),
      "a handshake",
    ]);
    expect(blocked).toMatchObject({ verdict: "blocked", reason: "serves-over-tls", evidence: [] });
    expect(events.at(-1)).toMatchObject({
      passed: 0,
      failed: 1,
      blocked: 1,
      broken: 0,
      points: 0,
      maxPoints: 3,
      seed: 7,
    });

    const [program, ...words] = again.split(" ");
    expect(program).toBe("podlab");
    const [probed] = only(await json(words), "probed");
    expect(withoutTimes(probed?.text)).toBe(withoutTimes(seen));
    expect(seen).toContain("wrong version number");
  });

  it("with a check for people, which says the same and ends the same", async () => {
    const { out, err } = await learner.must(["check", LAB], 1);
    expect(out).toMatch(
      /✗ it shakes hands[\s\S]*asked[\s\S]*expected[\s\S]*seen[\s\S]*again +podlab probe tls shop:8443/,
    );
    expect(err).not.toContain("podlab:");
  });

  it("with one hint after the other, and then the last again", async () => {
    const titles: string[] = [];
    for (const _ of [1, 2, 3, 4]) titles.push(...only(await json(["hint", LAB]), "text").map(({ title }) => title));
    expect(titles).toEqual(["hint 1 of 3", "hint 2 of 3", "hint 3 of 3", "hint 3 of 3"]);
  });

  it("without the solution, unless they give up", async () => {
    const [refusal] = only(await json(["solution", LAB], 1), "error");
    expect(refusal).toMatchObject({ hint: expect.stringContaining("--give-up"), exitCode: 1 });
    const [solution] = only(await json(["solution", LAB, "--give-up"]), "solution");
    expect(solution?.diff).toMatch(/^\+\+\+ solution\/nginx.conf[\s\S]*^\+ +listen 8443 ssl;/m);
  });
});

describe("with the solution in place", () => {
  beforeAll(async () => learner.solve(LAB));

  it("every step passes, for all points", async () => {
    const events = await json(["check", LAB, "--all", "--seed", "7"]);
    expect(only(events, "step").map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(only(events, "check")).toHaveLength(7);
    const verdicts = only(events, "verdict");
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(Array(7).fill("passed"));
    for (const { ms, evidence } of verdicts) {
      expect(ms).toBeGreaterThan(0);
      expect(evidence[0]).toEqual({
        at: expect.any(Number),
        ms: expect.any(Number),
        kind: expect.stringMatching(/^(probe|fault|note)$/),
        what: expect.any(String),
        answer: expect.any(String),
      });
    }
    const faults = only(events, "fault").map(({ text, state }) => `${text} ${state}`);
    expect(faults).toEqual([
      "kill legacy injected",
      "kill legacy undone",
      "pause legacy injected",
      "pause legacy undone",
    ]);
    expect(events.at(-1)).toEqual({
      event: "summary",
      lab: LAB,
      ...{ passed: 7, failed: 0, blocked: 0, broken: 0 },
      ...{ points: 12, maxPoints: 12, seed: 7, ms: expect.any(Number) },
    });
  });

  it("the list shows the lab done, and the solution is no secret any more", async () => {
    expect(only(await json(["list"]), "lab")).toContainEqual(expect.objectContaining({ lab: LAB, stepsPassed: 4 }));
    expect((await learner.must(["list"])).out).toMatch(/◉ HTTPS .* 4\/4/);
    expect(noticesOf(await learner.must(["solution", LAB, "--json"]))).toContain("to the letter");
  });

  it("the entry's address answers over HTTPS", async () => {
    const [entries] = only(await json(["open"]), "entries");
    const url = new URL("/orders/fox", entries?.entries[0]?.url);
    // As `curl -k` asks: the session's authority is known to nobody else.
    const [response] = await once(get(url, { rejectUnauthorized: false }), "response");
    response.setEncoding("utf8");
    let body = "";
    for await (const chunk of response) body += chunk;
    expect(JSON.parse(body)).toMatchObject({ order: "fox" });
    expect((await learner.must(["open"])).out).toContain(`tls: https://${url.host}/`);
  });

  it("the same seed draws the same values, and another one others", async () => {
    const draw = async (seed: string) => {
      const events = await json(["check", LAB, "--step", "pass-requests-on", "--seed", seed]);
      expect(events.at(-1)).toMatchObject({ event: "summary", seed: Number(seed), passed: 2 });
      return only(events, "verdict").flatMap(({ evidence }) => evidence.map(({ what }) => what));
    };
    const [first, again, other] = [await draw("42"), await draw("42"), await draw("43")];
    expect(first.length).toBeGreaterThan(2);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it("--evidence shows the probes to people", async () => {
    const { out } = await learner.must(["check", LAB, "--step", "terminate-tls", "--evidence"]);
    expect(out).toMatch(/✓ it shakes hands.*\n +\+0\.\d\d s +probe .*shop:8443/);
  });
});

describe("looking into what runs", () => {
  it("status tells of every container", async () => {
    const [status] = only(await json(["status"]), "status");
    const services = status?.services.map(({ service, role, state }) => `${role} ${service} ${state}`);
    expect(services).toEqual([
      "agent agent running",
      "infra shop running",
      "member legacy running",
      "member tls running",
    ]);
    expect((await learner.must(["status", "--lab", LAB])).out).toMatch(/✓ tls +running/);
  });

  it("logs give what services wrote, of one or all, and no more lines than asked for", async () => {
    const [line] = only(await json(["logs", "legacy"]), "log");
    expect(line).toEqual({
      event: "log",
      service: "legacy",
      text: expect.stringContaining("legacy-shop is listening"),
    });
    expect(only(await json(["logs", "tls", "--tail", "2"]), "log")).toHaveLength(2);
    expect(new Set(only(await json(["logs"]), "log").map(({ service }) => service))).toEqual(
      new Set(["legacy", "tls"]),
    );
  });

  it("logs --follow goes on until Ctrl-C", async () => {
    await using following = learner.begin(["logs", "tls", "--follow", "--tail", "1", "--json"]);
    await following.tells(({ event }) => event === "log");
    await learner.must(["probe", "http", "https://shop:8443/orders/followed"]);
    await following.tells((event) => event.event === "log" && event.text.includes("/orders/followed"));
    expect((await following.end("SIGINT")).code).toBe(130);
  });

  it("map draws the lab", async () => {
    const [drawing] = only(await json(["map", LAB]), "text");
    expect(drawing).toMatchObject({ lab: LAB, part: "topology", text: expect.stringContaining("legacy :8080") });
  });

  it.each([
    ["http https://shop:8443/orders/fox", { outcome: "answered", status: 200 }, "status 200"],
    ["tls shop:8443", { outcome: "shaken", protocol: "TLSv1.3" }, "TLSv1.3"],
    ["tls shop:8443 --max TLSv1.1", { outcome: "tls" }, "no answer"],
    ["tcp shop:8443", { outcome: "connected" }, "connected"],
    ["tcp shop:8080", { outcome: "refused" }, "refused"],
    ["load https://shop:8443/orders/fox --count 50", { records: expect.objectContaining({ length: 50 }) }, "50"],
  ])("probe %s", async (words, answer, text) => {
    const [probed] = only(await json(["probe", ...words.split(" ")]), "probed");
    expect(probed).toMatchObject({ lab: LAB, request: words, answer });
    expect(probed?.text).toContain(text);
  });

  it("shell opens in the learner's service, on a terminal only", async () => {
    const [refusal] = only(await json(["shell"], 2), "error");
    expect(refusal?.message).toContain("needs a terminal");
    await using shell = openInShell(["shell"], { ...WIDE, env: learner.env });
    await shell.until("a shell in tls");
    shell.type("ls /lab; nginx -v; exit\n");
    await shell.until("nginx version");
    expect((await shell.left()).code).toBe(0);
  });
});

describe("watching", () => {
  it("judges once for each save, and once for all that is saved while it judges", async () => {
    await using watching = learner.begin(["check", LAB, "--step", "pass-requests-on", "--watch", "--json"]);
    const summaries = (times: number) => watching.tells(({ event }) => event === "summary", times);
    await summaries(1);
    save("nginx.conf");
    await summaries(2);
    save("nginx.conf");
    // Two checks a run: the fifth begins with the third run.
    await watching.tells(({ event }) => event === "check", 5);
    save("nginx.conf");
    save("run.sh");
    await summaries(4);
    // A run too many would come before this one, or with files that were not saved now.
    save("run.sh");
    await summaries(5);
    const ended = await watching.end("SIGINT");
    expect(ended.code).toBe(130);
    const events = eventsOf(ended);
    told.push(...events);
    expect(only(events, "saved").map(({ files }) => files.toSorted().join(" "))).toEqual([
      "nginx.conf",
      "nginx.conf",
      "nginx.conf run.sh",
      "run.sh",
    ]);
    expect(only(events, "summary").map(({ passed }) => passed)).toEqual([2, 2, 2, 2, 2]);
  });
});

describe("a learner's way ends", () => {
  it("with a reset, which keeps the files and makes the services anew", async () => {
    const mine = await readFile(learner.path(LAB, "nginx.conf"), "utf8");
    const before = await learner.container("tls");
    const infra = await learner.container("shop", "infra");
    const sessions = only(await json(["reset", LAB]), "session");
    expect(sessions.at(-1)).toMatchObject({ state: "ready" });
    expect(await readFile(learner.path(LAB, "nginx.conf"), "utf8")).toBe(mine);
    expect((await learner.container("tls")).id).not.toBe(before.id);
    expect((await learner.container("shop", "infra")).id).toBe(infra.id);
    expect(verdictsOf(await learner.must(["check", LAB, "--step", "terminate-tls", "--json"]))).toMatchObject({
      "serves-over-tls": "passed",
    });
  });

  it("with a reset of the work, which puts the starter back and the old files beside", async () => {
    const mine = await readFile(learner.path(LAB, "nginx.conf"), "utf8");
    expect(only(await json(["reset", LAB, "--work"], 2), "error")[0]).toMatchObject({ hint: "Add --yes." });
    const events = await json(["reset", LAB, "--work", "--yes"]);
    expect(only(events, "workspace")[0]).toMatchObject({ created: true, files: ["nginx.conf", "run.sh"] });
    const starter = await readFile(join(ROOT, "labs", LAB, "starter/nginx.conf"), "utf8");
    expect(await readFile(learner.path(LAB, "nginx.conf"), "utf8")).toBe(starter);
    const [kept = ""] = (await readdir(learner.home)).filter((name) => name.startsWith(`${LAB}.`));
    expect(kept).toMatch(/^https-sidecar\.\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d$/);
    expect(await readFile(join(learner.home, kept, "nginx.conf"), "utf8")).toBe(mine);
    await json(["check", LAB, "--step", "terminate-tls"], 1);
  });

  it("with the progress, which is forgotten when asked for alone, and nothing else", async () => {
    expect(only(await json(["list"]), "lab")).toContainEqual(expect.objectContaining({ lab: LAB, stepsPassed: 4 }));
    const { id } = await learner.container("tls");
    await json(["reset", LAB, "--progress", "--yes"]);
    expect(only(await json(["list"]), "lab")).toContainEqual(expect.objectContaining({ lab: LAB, stepsPassed: 0 }));
    expect((await learner.container("tls")).id).toBe(id);
  });

  it("with a stop, and a clean that leaves nothing on the engine", async () => {
    expect(only(await json(["stop", LAB]), "session")[0]).toMatchObject({ state: "stopped", entries: [] });
    expect(await learner.belongings()).toEqual([]);
    expect(noticesOf(await learner.must(["stop", LAB, "--json"]))).toContain("did not run");
    await json(["start", LAB, "--detach"]);
    const [cleaned] = only(await json(["clean"]), "cleaned");
    expect(cleaned).toEqual({ event: "cleaned", containers: 4, networks: 2, volumes: 2, images: 0 });
    expect(await learner.belongings()).toEqual([]);
    expect(noticesOf(await learner.must(["status", "--json"]))).toContain("no lab runs");
  });

  it("having heard of no event, and no member of one, that docs/events.md does not tell of", () => {
    expect(told.length).toBeGreaterThan(100);
    expect(undocumented(told)).toEqual([]);
  });
});

/** Runs podlab with --json; fails where standard output holds anything but events. */
async function json(args: readonly string[], code = 0): Promise<CliEvent[]> {
  const events = eventsOf(await learner.must([...args, "--json"], code));
  told.push(...events);
  return events;
}

/** In one go, as an editor does: two such saves in one turn are one to whoever watches. */
function save(file: string): void {
  appendFileSync(learner.path(LAB, file), `# saved at ${performance.now()}\n`);
}

function failureOf(verdict: VerdictEvent | undefined) {
  if (verdict?.failure === undefined) throw new Error(`no failure: ${JSON.stringify(verdict)}`);
  return verdict.failure;
}

function withoutTimes(text = ""): string {
  return text.replaceAll(/\d+(\.\d+)? (ms|s)\b/g, "a while");
}
