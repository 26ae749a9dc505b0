import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CliEvent } from "../../../src/cli/output/events.ts";
import type { Tally } from "../../../src/core/events.ts";
import { Learner } from "../../support/learner.ts";
import type { Running } from "../../support/podlab.ts";
import { openTerminal } from "../../support/screen/terminal.ts";
import { noticesOf } from "../../support/verdicts.ts";
import { only, undocumented } from "./events.ts";

const LAB = "circuit-breaker";
const WATCH = ["map", LAB, "--watch"];

/** A proxy that hides nothing: what the primary answers, clients get. */
const PROXY = `
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend clients
  bind :8080
  default_backend primary
backend primary
  option httpchk GET /ready
  server primary primary:8080 check inter 200ms
`;

let learner: Learner;
let origin: string;
beforeAll(async () => {
  learner = await Learner.arrive();
  await learner.must(["start", LAB, "--detach"]);
  await writeFile(learner.path(LAB, "haproxy.cfg"), PROXY);
  await start();
});
afterAll(() => learner[Symbol.asyncDispose]());

describe("the traffic of a running lab", () => {
  it("is on the right edges, in the right numbers, errors apart and health checks left out", async () => {
    await using watch = await begin();
    await ask("/quotes/fox", 7);
    await ask("/no-such-page", 2);
    await learner.must(["probe", "load", "http://breaker:8080/quotes/owl", "--count", "50", "--lab", LAB]);
    await learner.must(["fault", "chaos", "primary", "error", "--lab", LAB]);
    await ask("/quotes/fox", 3);
    await learner.must(["fault", "heal", "--lab", LAB]);
    await total(watch, "you", "breaker", { requests: 12, errors: 3, refused: 2 });
    await total(watch, "podlab", "breaker", { requests: 50, errors: 0, refused: 0 });
    await total(watch, "breaker", "primary", { requests: 62, errors: 3, refused: 2 });
    const ended = await watch.end("SIGINT");
    expect(ended.code).toBe(130);
    expect(ended.err).toContain("interrupted");
    expect(undocumented(ended.events)).toEqual([]);
    const edges = only(ended.events, "traffic").at(-1)?.edges ?? [];
    expect(edges.map(({ from, to }) => `${from} ${to}`)).toEqual(["you breaker", "podlab breaker", "breaker primary"]);
  });

  it("goes on over a service's new start without a negative rate", async () => {
    await using watch = await begin();
    await ask("/quotes/fox", 4);
    await total(watch, "breaker", "primary", { requests: 4, errors: 0, refused: 0 });
    await learner.must(["fault", "kill", "primary", "--lab", LAB]);
    await learner.must(["fault", "start", "primary", "--lab", LAB]);
    await expect.poll(() => status("/quotes/fox"), { timeout: 30_000 }).toBe(200);
    await watch.tells((event) => totalOf(event, "breaker", "primary").requests > 4);
    const { events } = await watch.end("SIGINT");
    const rates = only(events, "traffic").flatMap(({ edges }) => edges.map(({ rate }) => rate));
    expect(Math.min(...rates)).toBe(0);
  });

  it("counts a service that can't be reached as errors of whoever asked", async () => {
    await learner.must(["fault", "kill", "breaker", "--lab", LAB]);
    await using watch = await begin();
    await expect(status("/quotes/fox")).rejects.toThrow("fetch failed");
    await total(watch, "you", "breaker", { requests: 1, errors: 1, refused: 0 });
    await watch.end("SIGINT");
    await start();
  });

  it("is drawn in a terminal, which q and Ctrl-C give back", async () => {
    for (const [key, exitCode] of [
      ["q", 0],
      ["ctrl-c", 130],
    ] as const) {
      await using terminal = openTerminal(WATCH, { env: learner.env });
      await terminal.until("you → breaker");
      expect(terminal.text()).toContain("primary :8080");
      const isCounted = (screen: string) => /you → breaker .*[▁-█] .*\d\.\d\/s/.test(screen);
      const asking = ask("/quotes/fox", 5);
      await terminal.until(isCounted);
      await asking;
      terminal.press(key);
      expect(await terminal.exit).toMatchObject({ exitCode });
      expect(terminal.screen.alternate).toBe(false);
      expect(terminal.screen.cursorShown).toBe(true);
    }
  });

  it("is told in lines where nothing may be painted over, once when nothing goes on", async () => {
    await using terminal = openTerminal([...WATCH, "--plain"], { env: learner.env });
    await terminal.until("no requests");
    await ask("/quotes/fox", 5);
    await terminal.until("you → breaker");
    await terminal.until((screen) => screen.split("no requests").length === 3);
    terminal.press("ctrl-c");
    expect(await terminal.exit).toMatchObject({ exitCode: 130 });
  });

  it("needs a lab that runs", async () => {
    const { code, err } = await learner.podlab(["map", "first-contact", "--watch"]);
    expect([code, err]).toEqual([2, expect.stringContaining("podlab start first-contact")]);
  });

  it("ends when the session is stopped meanwhile", async () => {
    await using terminal = openTerminal(WATCH, { env: learner.env });
    await using watch = await begin();
    await terminal.until("you → breaker");
    await learner.must(["stop", LAB]);
    const ended = await watch.ended;
    expect(ended.code).toBe(0);
    expect(noticesOf(ended)).toContain(`${LAB} does not run any more`);
    expect(await terminal.exit).toMatchObject({ exitCode: 0 });
    expect(terminal.screen.history()).toContain(`${LAB} does not run any more`);
  });
});

async function start(): Promise<void> {
  const { events } = await learner.must(["start", LAB, "--detach", "--json"]);
  const entries = only(events, "session").findLast(({ state }) => state === "ready")?.entries ?? [];
  origin = new URL(entries.find(({ service }) => service === "breaker")?.url ?? "").origin;
}

/** A podlab that looks, when it has begun to. */
async function begin(): Promise<Running> {
  const watch = learner.begin([...WATCH, "--json"]);
  await watch.tells(({ event }) => event === "traffic");
  return watch;
}

/** As curl does it: over one connection that is kept or several. */
async function status(path: string): Promise<number> {
  const answer = await fetch(origin + path);
  await answer.text();
  return answer.status;
}

async function ask(path: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await status(path);
}

function total(watch: Running, from: string, to: string, expected: Tally): Promise<void> {
  const wanted = JSON.stringify(expected);
  return watch.tells((event) => JSON.stringify(totalOf(event, from, to)) === wanted);
}

function totalOf(event: CliEvent, from: string, to: string): Tally {
  const edges = event.event === "traffic" ? event.edges : [];
  return edges.find((edge) => edge.from === from && edge.to === to)?.total ?? { requests: 0, errors: 0, refused: 0 };
}
