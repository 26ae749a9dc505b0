import net from "node:net";
import { describe, expect, it } from "vitest";
import type { ReadyRequest } from "../../../src/agent/protocol.ts";
import { waitReady } from "../../../src/agent/ready.ts";
import { bytesServer, closedPort, httpServer } from "./support/servers.ts";

const wait = (request: ReadyRequest) => waitReady(request, new AbortController().signal);

describe("waiting until a service is ready", () => {
  it("asks until the status is good", async () => {
    let asked = 0;
    await using server = await httpServer((request, response) => {
      response.writeHead(request.url === "/healthz" && ++asked >= 4 ? 204 : 503).end();
    });
    const probe = { kind: "http", host: "127.0.0.1", port: server.port, path: "/healthz" } as const;
    expect(await wait({ probe, timeoutMs: 20_000 })).toMatchObject({ ready: true, last: "status 204" });
    expect(asked).toBe(4);
  });

  it("waits for a port that is opened later", async () => {
    const port = await closedPort();
    const waiting = wait({ probe: { kind: "tcp", host: "127.0.0.1", port }, timeoutMs: 20_000 });
    const server = net.createServer((socket) => socket.destroy()).listen(port, "127.0.0.1");
    expect(await waiting).toMatchObject({ ready: true });
    server.close();
  });

  it("gives up when the time is up, and says what it saw last", async () => {
    await using server = await bytesServer("", { keepOpen: true });
    const refusing = { kind: "tcp", host: "127.0.0.1", port: await closedPort() } as const;
    const hanging = { kind: "http", host: "127.0.0.1", port: server.port, path: "/" } as const;
    const refused = await wait({ probe: refusing, timeoutMs: 200 });
    expect(refused).toMatchObject({ ready: false, last: expect.stringContaining("refused") });
    const hung = await wait({ probe: hanging, timeoutMs: 200 });
    expect(hung).toMatchObject({ ready: false, last: expect.stringContaining("timeout") });
  });

  it("ends when it is cancelled", async () => {
    const probe = { kind: "tcp", host: "127.0.0.1", port: await closedPort() } as const;
    const aborting = new AbortController();
    const waiting = waitReady({ probe, timeoutMs: 60_000 }, aborting.signal);
    aborting.abort();
    await expect(waiting).rejects.toThrow("cancelled");
  });
});
