import { once } from "node:events";
import { get } from "node:https";
import { type AddressInfo, createServer, type Server } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Entry } from "../../../src/core/events.ts";
import { Learner } from "../../support/learner.ts";
import type { Ended } from "../../support/podlab.ts";
import { noticesOf, verdictsOf } from "../../support/verdicts.ts";

const LAB = "https-sidecar";
const ONE_STEP = ["check", LAB, "--step", "terminate-tls", "--json"];

let learner: Learner;
beforeAll(async () => {
  learner = await Learner.arrive();
  await learner.must(["start", LAB, "--detach"]);
  await learner.solve(LAB);
});
beforeEach(async () => void (await learner.must(ONE_STEP)));
afterAll(() => learner[Symbol.asyncDispose]());

describe("what somebody does to a session's containers by hand is mended by the next command", () => {
  it.each([
    ["the learner's service", "tls", "member"],
    ["the lab's own service", "legacy", "member"],
    ["the container that holds a pod's network", "shop", "infra"],
    ["the agent", "agent", "agent"],
  ])("when it removes %s", async (_, service, role) => {
    const removed = await learner.container(service, role);
    await learner.engine.remove(removed.id);
    expect(verdictsOf(await learner.must(ONE_STEP))).toMatchObject({ "serves-over-tls": "passed" });
    const instead = await learner.container(service, role);
    expect(instead).toMatchObject({ state: "running" });
    expect(instead.id).not.toBe(removed.id);
  });

  it.each([
    ["the learner's service", "tls", "member"],
    ["the lab's own service", "legacy", "member"],
    ["the container that holds a pod's network", "shop", "infra"],
    ["the agent", "agent", "agent"],
  ])("when it pauses %s", async (_, service, role) => {
    const { id } = await learner.container(service, role);
    await learner.engine.pause(id);
    await learner.must(ONE_STEP);
    expect(await learner.container(service, role)).toMatchObject({ id, state: "running" });
  });

  it.each([
    ["the learner's service", "tls", "member"],
    ["the lab's own service", "legacy", "member"],
    ["the container that holds a pod's network", "shop", "infra"],
    ["the agent", "agent", "agent"],
  ])("when it stops %s", async (_, service, role) => {
    await learner.engine.stop((await learner.container(service, role)).id, 0);
    await learner.must(ONE_STEP);
    expect(await learner.container(service, role)).toMatchObject({ state: "running" });
  });

  it("when it removes the session's networks with all that hangs on them", async () => {
    const { engine, labels } = learner;
    const containers = await engine.containers(labels);
    await Promise.all(containers.map(({ id }) => engine.remove(id)));
    const networks = await engine.networks(labels);
    expect(networks).toHaveLength(2);
    for (const { id } of networks) await engine.removeNetwork(id);
    await learner.must(ONE_STEP);
    expect(await engine.containers(labels)).toHaveLength(containers.length);
  });

  it("when it removes everything but the volumes with the certificate of before", async () => {
    const { engine, labels } = learner;
    await Promise.all((await engine.containers(labels)).map(({ id }) => engine.remove(id)));
    await learner.must(ONE_STEP);
  });
});

describe("a paused agent", () => {
  it("is told by what only looks, with the command that mends it", async () => {
    const { id } = await learner.container("agent", "agent");
    await learner.engine.pause(id);
    const { code, err } = await learner.podlab(["probe", "tls", "shop:8443", "--lab", LAB], { hangsAfterMs: 20_000 });
    expect(err).toContain(`podlab start ${LAB}`);
    expect(code).toBe(2);
    await learner.must(ONE_STEP);
  });
});

describe("an entry port that another program has", () => {
  it("is told with the program and the port that is used instead, where the lab answers", async () => {
    await learner.must(["stop", LAB]);
    await using holder = await holdPort(8443);
    const started = await learner.must(["start", LAB, "--detach", "--json"]);
    const [entry] = entriesOf(started);
    const { port } = new URL(entry?.url ?? "");
    expect(port).not.toBe("8443");
    expect(entry?.wanted).toBe(8443);
    const program = holder.own ? `node \\(pid ${process.pid}\\)` : "\\S+ \\(pid \\d+\\)";
    const said = new RegExp(`port 8443 on 127\\.0\\.0\\.1 is taken by ${program}: ${port} is used instead`);
    expect(noticesOf(started)).toMatch(said);
    expect(await statusOf(entry?.url ?? "")).toBe(200);
    expect((await learner.must(["open", "--lab", LAB])).out).toContain(`https://127.0.0.1:${port}/`);
  });
});

/** Listens on the port; where another lab has it already, that is as good. */
async function holdPort(port: number): Promise<AsyncDisposable & { readonly own: boolean }> {
  const server: Server = createServer();
  server.listen(port, "127.0.0.1");
  const own = await once(server, "listening").then(
    () => (server.address() as AddressInfo).port === port,
    () => false,
  );
  return { own, [Symbol.asyncDispose]: async () => void server.close() };
}

function entriesOf({ events }: Ended): readonly Entry[] {
  return events.flatMap((event) => (event.event === "session" && event.state === "ready" ? event.entries : []));
}

/** As `curl -k` asks: the session's authority is known to nobody else. */
async function statusOf(url: string): Promise<number> {
  const request = get(url, { rejectUnauthorized: false });
  const [response] = await once(request, "response");
  response.resume();
  return response.statusCode;
}
