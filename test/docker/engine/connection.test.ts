import { describe, expect, it } from "vitest";
import { EnvironmentError } from "../../../src/core/errors.ts";
import { openEngine } from "../../../src/engine/open.ts";
import { PATIENTLY, useLaboratory } from "./laboratory.ts";
import { relayToEngine } from "./relay-to-engine.ts";

const laboratory = useLaboratory("connection");

describe("opening the engine", () => {
  it("tells what it is", async () => {
    expect(await laboratory.engine.info()).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+/),
      apiVersion: expect.stringMatching(/^1\.\d+$/),
      operatingSystem: expect.stringMatching(/./),
      architecture: expect.stringMatching(/x86_64|amd64|aarch64|arm64/),
    });
    expect(laboratory.engine.host).toMatch(/^(unix|tcp):/);
  });

  it("names what it tried when no engine answers, and where to go from there", async () => {
    const failure = await openEngine({ host: "unix:///nowhere/engine.sock" }).catch((error) => error);
    expect(failure).toBeInstanceOf(EnvironmentError);
    expect(failure.message).toContain("unix:///nowhere/engine.sock is not there");
    expect(failure).toMatchObject({ exitCode: 3, hint: "podlab doctor" });
  });
});

describe("an engine that goes away", () => {
  it("rejects everything that waits on it", async () => {
    await using relay = await relayToEngine(laboratory.engine.host);
    const engine = await openEngine({ host: relay.host });
    const id = await laboratory.run({ command: ["sh", "-c", "echo up; exec sleep 600"] });
    const channel = await engine.openChannel(id, ["cat"]);
    const ended = new Promise<void>((resolve) => channel.onEnd(() => resolve()));
    const following = new Promise<void>((resolve) => {
      waiting.push(
        engine.followLogs(id, { tail: 5, signal: new AbortController().signal, onText: () => resolve() }).catch(caught),
      );
    });
    waiting.push(engine.wait(id).catch(caught), engine.exec(id, ["sleep", "60"]).catch(caught));
    await following;
    await expect
      .poll(() => relay.requestLines().filter((line) => /wait|start/.test(line)).length, PATIENTLY)
      .toBeGreaterThan(2);

    relay.cut();
    await ended;
    for (const failure of await Promise.all(waiting)) {
      expect(failure).toBeInstanceOf(EnvironmentError);
      expect(failure).toMatchObject({ message: `the engine at ${relay.host} does not answer`, exitCode: 3 });
    }
    await expect(engine.containers({})).rejects.toThrow("does not answer");
    engine.close();
  });

  const waiting: Promise<unknown>[] = [];
  const caught = (error: unknown) => error;
});

describe("requests to the engine", () => {
  it("carry no environment value in their address", async () => {
    await using relay = await relayToEngine(laboratory.engine.host);
    const engine = await openEngine({ host: relay.host });
    const name = laboratory.name("secret");
    const id = await engine.create({
      name,
      image: laboratory.image,
      env: { TOKEN: "not-for-logs" },
      labels: laboratory.labels,
      network: { kind: "none" },
      readOnlyRoot: true,
      capabilities: [],
      memoryMb: 32,
      cpus: 0.5,
      pids: 8,
      restart: "no",
      init: true,
      keepLogs: true,
    });
    expect((await engine.inspect(id)).env).toMatchObject({ TOKEN: "not-for-logs" });
    expect(relay.requestLines()).toContain(`POST /containers/create?name=${name}`);
    expect(relay.requestLines().join("\n")).not.toContain("not-for-logs");
    engine.close();
  });
});
