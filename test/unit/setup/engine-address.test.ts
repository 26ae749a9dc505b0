import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { candidates, findEngine } from "../../../src/setup/engine-address.mjs";

let home: string;
const servers: Server[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "engine-"));
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(home, { recursive: true });
});

function useContext(name: string, host: string): void {
  const id = createHash("sha256").update(name).digest("hex");
  const folder = join(home, ".docker/contexts/meta", id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(home, ".docker/config.json"), JSON.stringify({ currentContext: name }));
  writeFileSync(join(folder, "meta.json"), JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }));
}

async function listen(server: Server): Promise<string> {
  const path = join(home, "engine.sock");
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return `unix://${path}`;
}

describe("where an engine is looked for", () => {
  it("is DOCKER_HOST alone where it is set", () => {
    useContext("colima", "unix:///colima.sock");
    expect(candidates({ DOCKER_HOST: "tcp://10.0.0.5:2375" }, home)).toEqual([
      { host: "tcp://10.0.0.5:2375", from: "DOCKER_HOST" },
    ]);
  });

  it("begins with Docker's current context, then the usual sockets", () => {
    useContext("colima", "unix:///colima.sock");
    const hosts = candidates({ XDG_RUNTIME_DIR: "/run/user/7" }, home).map(({ host }) => host);
    expect(hosts).toEqual([
      "unix:///colima.sock",
      "unix:///var/run/docker.sock",
      "unix:///run/user/7/docker.sock",
      `unix://${home}/.docker/run/docker.sock`,
      "unix:///run/user/7/podman/podman.sock",
      "unix:///run/podman/podman.sock",
    ]);
  });

  it("follows DOCKER_CONTEXT rather than the stored context", () => {
    useContext("colima", "unix:///colima.sock");
    expect(candidates({ DOCKER_CONTEXT: "default" }, home)[0]?.host).toBe("unix:///var/run/docker.sock");
  });

  it("has the context's certificates for an engine over TCP", () => {
    useContext("classroom", "tcp://10.0.0.5:2376");
    expect(candidates({}, home)[0]?.certificates).toMatch(/\.docker\/contexts\/tls\/[0-9a-f]{64}\/docker$/);
  });

  it("passes over a damaged configuration", () => {
    mkdirSync(join(home, ".docker"));
    writeFileSync(join(home, ".docker/config.json"), "{ not json");
    expect(candidates({}, home)[0]?.from).toBe("Docker");
  });
});

describe("an engine", () => {
  it("is found by its answer to a ping, with its API version", async () => {
    const host = await listen(createHttpServer((_, response) => response.setHeader("Api-Version", "1.41").end("OK")));
    const { engine } = await findEngine({ env: { DOCKER_HOST: host }, home });
    expect(engine).toEqual({ host, kind: "docker", version: "1.41" });
  });

  it("is known for Podman by its own header", async () => {
    const server = createHttpServer((_, response) => response.setHeader("Libpod-Api-Version", "5.0.0").end("OK"));
    const { engine } = await findEngine({ env: { DOCKER_HOST: await listen(server) }, home });
    expect(engine?.kind).toBe("podman");
  });

  it("that accepts connections and never answers is given up", async () => {
    const host = await listen(createServer());
    const { engine, tried } = await findEngine({ env: { DOCKER_HOST: host }, home, timeoutMs: 50 });
    expect(engine).toBeUndefined();
    expect(tried).toMatchObject([{ host, problem: "does not answer" }]);
  });

  it("that is not there is named with the reason", async () => {
    const { tried } = await findEngine({ env: { DOCKER_HOST: `unix://${home}/none.sock` }, home });
    expect(tried).toMatchObject([{ from: "DOCKER_HOST", problem: "is not there", code: "ENOENT" }]);
  });

  it("over ssh is refused, with what is possible", async () => {
    const { tried } = await findEngine({ env: { DOCKER_HOST: "ssh://lab@host" }, home });
    expect(tried[0]?.problem).toContain("unix:// and tcp:// only");
  });
});
