import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openEngine } from "../../../src/engine/open.ts";
import { Learner } from "../../support/learner.ts";
import { OwnEngine } from "../../support/own-engine.ts";
import { type Ended, podlab, ROOT } from "../../support/podlab.ts";
import { openInShell, openTerminal, WIDE } from "../../support/screen/terminal.ts";
import { errorOf, summaryOf } from "../../support/verdicts.ts";

const LAB = "https-sidecar";
const HELD = "held-faults";
/** ms within which a command must end once its engine is gone. */
const PROMPTLY = 30_000;
const PASSES = "the step passes: n goes on to the next";

describe("without an engine", () => {
  const host = "unix:///nowhere/podlab-test.sock";
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "podlab-learner-"));
  });
  afterAll(() => rm(home, { recursive: true }));
  const run = (words: string) =>
    podlab(words.split(" "), { env: { PODLAB_HOME: home, DOCKER_HOST: host }, cwd: ROOT, hangsAfterMs: PROMPTLY });

  it.each([
    "start https-sidecar --detach",
    "check https-sidecar",
    "check https-sidecar --all --json",
    "check",
    "reset https-sidecar",
    "stop https-sidecar",
    "clean",
    "clean --all --images",
    "status",
    "logs --lab https-sidecar",
    "logs tls --follow --lab https-sidecar",
    "open --lab https-sidecar",
    "probe tls shop:8443 --lab https-sidecar",
    "fault kill legacy --lab https-sidecar",
    "images build https-sidecar",
    "images save images.tar",
    "images load package.json",
    "lab verify https-sidecar",
  ])("`podlab %s` names where it looked and what to do, and ends with 3", async (words) => {
    const ended = await run(words);
    expect(ended.err).toContain(`no container engine answers\n  ${host} is not there\n  podlab doctor\n`);
    expect(ended.err).not.toMatch(/\n\s+at /);
    expect(ended.code).toBe(3);
  });

  it("`podlab doctor` says what is missing and what mends it", async () => {
    const { code, out } = await run("doctor");
    expect(out).toContain(host);
    expect(code).toBe(3);
  });

  it.each([
    "list",
    "hint https-sidecar",
    "map https-sidecar",
    "solution https-sidecar --give-up",
    "reset https-sidecar --progress --yes",
    "lab lint https-sidecar",
    "--help",
    "check --help",
    "--version",
  ])("`podlab %s` works all the same", async (words) => {
    expect(await run(words)).toMatchObject({ code: 0 });
  });
});

describe("an engine that is killed in the middle", () => {
  let engine: OwnEngine;
  let learner: Learner;
  beforeAll(async () => {
    engine = await OwnEngine.start();
    learner = await Learner.arrive({ host: engine.host, labs: join(ROOT, "test/support/labs") });
    await bringImages(learner);
  });
  afterAll(async () => {
    await engine.kill();
    await rm(learner.home, { recursive: true });
    await engine[Symbol.asyncDispose]();
  });
  beforeEach(() => learner.must(["start", LAB, "--detach"]).then(() => learner.solve(LAB)));
  afterEach(() => engine.start());

  it("of a start is named, with what to do, and the next start after its return gives a lab that passes", async () => {
    await learner.must(["stop", LAB]);
    const running = learner.begin(["start", LAB, "--detach", "--json"], { hangsAfterMs: PROMPTLY });
    await running.tells((event) => event.event === "session" && event.state === "starting");
    await engine.kill();
    expectNamed(await running.ended);

    await engine.start();
    await learner.must(["start", LAB, "--detach"]);
    const ended = await learner.must(["check", LAB, "--step", "terminate-tls", "--json"]);
    expect(summaryOf(ended)).toMatchObject({ passed: 2 });
  });

  it("of a check whose fault is in force is named, and the fault is undone after its return", async () => {
    await learner.must(["start", HELD, "--detach"]);
    const running = learner.begin(["check", HELD, "--step", "paused", "--json"], { hangsAfterMs: PROMPTLY });
    await running.tells((event) => event.event === "fault" && event.state === "injected");
    await engine.kill();
    expectNamed(await running.ended);

    await engine.start();
    await learner.must(["check", HELD, "--step", "undisturbed"]);
  });

  it("while every save is watched is named", async () => {
    await using running = learner.begin(["check", LAB, "--step", "terminate-tls", "--watch", "--json"]);
    await running.tells(({ event }) => event === "summary");
    await engine.kill();
    await writeFile(learner.path(LAB, "nginx.conf"), "events {}\n");
    expectNamed(await running.ended);
  });

  it("while somebody is guided is named, and the terminal is as it was", async () => {
    await using terminal = openInShell(["start", LAB, "--plain"], { ...WIDE, env: learner.env });
    await terminal.until("[q]uit");
    await engine.kill();
    terminal.type("r");
    expect((await terminal.left()).code).toBe(3);
    expect(terminal.raw).toContain(`the engine at ${engine.host} does not answer`);
    expect((await terminal.left()).settings).toMatch(/(?<!-)\bisig (?<!-)icanon/);
  });

  it("while somebody is guided on the screen is waited for, and the lab is taken over again after its return", async () => {
    await using terminal = openTerminal(["start", LAB], { env: learner.env });
    await terminal.until(PASSES, PROMPTLY);
    await engine.kill();
    // Nobody has to press a key for that.
    await terminal.until("waiting for the engine", PROMPTLY);
    expect(terminal.text()).toContain(`the engine at ${engine.host} does not answer`);
    await engine.start();
    await terminal.until((screen) => screen.includes(PASSES) && !screen.includes("waiting for the engine"), 60_000);
    terminal.press("q", "l");
    expect((await terminal.exit).exitCode).toBe(0);
  });

  /** The message is one of an engine that does not answer, whether it was asked again or in the middle of an answer. */
  function expectNamed(ended: Ended): void {
    expect(errorOf(ended)).toMatchObject({
      message: expect.stringContaining(engine.host),
      hint: expect.stringContaining("podlab doctor"),
      exitCode: 3,
    });
    expect(ended.err).not.toMatch(/\n\s+at /);
    expect(ended.code).toBe(3);
  }
});

/** Brings over what the labs need, built by the usual engine and carried as to a machine without a network. */
async function bringImages(learner: Learner): Promise<void> {
  await using builder = await Learner.arrive({ labs: join(ROOT, "test/support/labs") });
  for (const lab of [LAB, HELD]) await builder.must(["images", "build", lab]);
  const file = join(builder.home, "images.tar");
  const usual = await openEngine();
  const wanted = new RegExp(`^(podlab/(root|base|infra|agent|fault|component-.*|${LAB}-.*|${HELD}-.*)|node):`);
  const references = (await usual.images({})).flatMap((image) => image.references);
  await usual.saveImages(
    references.filter((reference) => wanted.test(reference)),
    file,
  );
  usual.close();
  await learner.must(["images", "load", file]);
}
