import net from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { parseRoutes, startRelay } from "../../../src/agent/relay.ts";
import { closedPort, type TestServer, tcpServer } from "./support/servers.ts";

/** A relay to this port; its own port is free and chosen by the system. */
async function relayTo(port: number): Promise<TestServer> {
  const [server] = await startRelay([{ listen: 0, host: "127.0.0.1", port }]);
  const address = server?.address();
  if (server === undefined || address === null || typeof address !== "object") throw new Error("no relay");
  return {
    port: address.port,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

describe("the relay", () => {
  it("forwards both ways and keeps a half-closed connection open for the answer", async () => {
    await using service = await tcpServer((socket) => void text(socket).then((all) => socket.end(all.toUpperCase())));
    await using relay = await relayTo(service.port);
    const client = net.connect({ host: "127.0.0.1", port: relay.port, allowHalfOpen: true });
    client.end("half ".repeat(100_000));
    expect(await text(client)).toBe("HALF ".repeat(100_000));
  });

  it("outlives refused and reset connections", async () => {
    await using service = await tcpServer((socket) => socket.resetAndDestroy());
    for (const port of [await closedPort(), service.port]) {
      await using relay = await relayTo(port);
      for (let attempt = 0; attempt < 3; attempt++) {
        const client = net.connect(relay.port, "127.0.0.1");
        await expect(text(client)).rejects.toThrow("ECONNRESET");
      }
    }
  });

  it("ends the service's connection when the client goes away", async () => {
    const { promise: connected, resolve: connect } = Promise.withResolvers<net.Socket>();
    await using service = await tcpServer((socket) => connect(socket.resume()));
    await using relay = await relayTo(service.port);
    const client = net.connect(relay.port, "127.0.0.1");
    const seen = await connected;
    client.resetAndDestroy();
    await expect.poll(() => seen.destroyed).toBe(true);
  });

  it("refuses routes that are none, and a port that is taken", async () => {
    expect(() => parseRoutes("{}")).toThrow("a list");
    expect(() => parseRoutes('[{"listen":1,"host":"x","port":0}]')).toThrow("routes[0].port");
    expect(parseRoutes('[{"listen":8443,"host":"shop","port":443}]')).toEqual([
      { listen: 8443, host: "shop", port: 443 },
    ]);
    await using taken = await relayTo(1);
    await expect(startRelay([{ listen: taken.port, host: "x", port: 1 }])).rejects.toThrow("EADDRINUSE");
  });
});
