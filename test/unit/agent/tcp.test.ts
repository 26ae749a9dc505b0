import { describe, expect, it } from "vitest";
import type { TcpRequest } from "../../../src/agent/protocol.ts";
import { talkTcp } from "../../../src/agent/tcp.ts";
import { bytesServer, closedPort, tcpServer } from "./support/servers.ts";

const talk = (request: Omit<TcpRequest, "host">) =>
  talkTcp({ host: "127.0.0.1", ...request }, new AbortController().signal);

describe("a TCP connection", () => {
  it("only connects unless told more", async () => {
    await using server = await tcpServer(() => {});
    expect(await talk({ port: server.port })).toMatchObject({ outcome: "connected", received: "" });
  });

  it("sends, and reads as much as it is told", async () => {
    await using server = await tcpServer((socket) => void socket.on("data", (sent) => socket.write(`${sent}${sent}`)));
    expect(await talk({ port: server.port, send: "ping ", readBytes: 7 })).toMatchObject({ received: "ping pi" });
  });

  it("sends all of a text before it closes", async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    await using server = await tcpServer((socket) => {
      let bytes = 0;
      socket.on("data", (chunk) => {
        bytes += chunk.length;
      });
      socket.on("end", () => resolve(bytes));
    });
    await talk({ port: server.port, send: "x".repeat(3_000_000) });
    expect(await promise).toBe(3_000_000);
  });

  it("counts what came, even when the peer then closes or falls silent", async () => {
    await using closing = await bytesServer("+OK");
    await using silent = await bytesServer("+OK", { keepOpen: true });
    expect(await talk({ port: closing.port, readBytes: 100 })).toMatchObject({ received: "+OK" });
    expect(await talk({ port: silent.port, readBytes: 100, timeoutMs: 150 })).toMatchObject({ received: "+OK" });
  });

  it("says when nothing came, and why", async () => {
    await using closing = await bytesServer("");
    await using silent = await bytesServer("", { keepOpen: true });
    expect(await talk({ port: closing.port, readBytes: 1 })).toMatchObject({ outcome: "closed", phase: "answer" });
    const timedOut = await talk({ port: silent.port, readBytes: 1, timeoutMs: 100 });
    expect(timedOut).toMatchObject({ outcome: "timeout", phase: "answer" });
    expect(await talk({ port: await closedPort() })).toMatchObject({ outcome: "refused", phase: "connect" });
  });
});
