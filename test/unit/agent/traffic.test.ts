import { randomUUID } from "node:crypto";
import http from "node:http";
import net from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { dispatch } from "../../../src/agent/dispatch.ts";
import type { AgentRequest } from "../../../src/agent/protocol.ts";
import { startRelay } from "../../../src/agent/relay.ts";
import { startHub } from "../../../src/agent/traffic/hub.ts";
import { HubLink } from "../../../src/agent/traffic/hub-link.ts";
import { RelayedConnection } from "../../../src/agent/traffic/relayed.ts";
import { Tallies } from "../../../src/agent/traffic/tallies.ts";
import { closedPort, httpServer, tcpServer } from "./support/servers.ts";

const GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
const OK = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
const TLS_HELLO = Buffer.from("160301", "hex");

/** What a connection counts when this passes over it: ">" the client's, "<" the service's. */
function countsOf(passes: readonly (readonly [">" | "<", string | Buffer])[], unreachable = false) {
  const tallies = new Tallies();
  const connection = new RelayedConnection(tallies.counter("you", "shop", 80));
  for (const [way, data] of passes) {
    if (way === ">") connection.sent(Buffer.from(data));
    else connection.answered(Buffer.from(data));
  }
  connection.closed(unreachable);
  const [{ requests, errors, refused } = { requests: 0, errors: 0, refused: 0 }] = tallies.list();
  return [requests, errors, refused];
}

describe("a relayed connection counts", () => {
  it.each([
    [
      "each request that is kept alive",
      [
        [">", GET],
        ["<", OK],
        [">", GET],
        ["<", OK],
      ],
      [2, 0, 0],
    ],
    [
      "errors and refusals by their status",
      [
        [">", GET],
        ["<", "HTTP/1.1 503 No"],
        [">", GET],
        ["<", "HTTP/1.1 404 No"],
      ],
      [2, 1, 1],
    ],
    [
      "a body in pieces as one request",
      [
        [">", "PUT / HTTP/1.1\r\n"],
        [">", "\r\nabc"],
        ["<", OK],
        ["<", "HTTP/1.1 is nice"],
      ],
      [1, 0, 0],
    ],
    [
      "no request for the rest of a body after an early answer",
      [
        [">", "PUT / HTTP/1.1\r\n"],
        ["<", "HTTP/1.1 413 No"],
        [">", "abc"],
      ],
      [1, 0, 1],
    ],
    [
      "the answer after one that announces it",
      [
        [">", GET],
        ["<", "HTTP/1.1 100 Continue\r\n\r\n"],
        ["<", OK],
      ],
      [1, 0, 0],
    ],
    [
      "the same in one piece",
      [
        [">", GET],
        ["<", `HTTP/1.1 103 Early Hints\r\n\r\n${OK}`],
      ],
      [1, 0, 0],
    ],
    [
      "a switch of protocols as an answer",
      [
        [">", GET],
        ["<", "HTTP/1.1 101 Switching"],
        [">", "frame"],
        ["<", "frame"],
      ],
      [1, 0, 0],
    ],
    ["a request without an answer as an error", [[">", GET]], [1, 1, 0]],
    [
      "one whose answer never got beyond its announcement",
      [
        [">", GET],
        ["<", "HTTP/1.1 100 Continue\r\n\r\n"],
      ],
      [1, 1, 0],
    ],
    [
      "TLS once",
      [
        [">", TLS_HELLO],
        ["<", TLS_HELLO],
        [">", "a"],
        ["<", "b"],
        [">", "c"],
      ],
      [1, 0, 0],
    ],
    [
      "a service that speaks first once",
      [
        ["<", "220 hello\r\n"],
        [">", "HELO"],
        ["<", "250"],
      ],
      [1, 0, 0],
    ],
    ["nothing where a browser only connected", [], [0, 0, 0]],
  ] as const)("%s", (_, passes, expected) => {
    expect(countsOf(passes)).toEqual(expected);
  });

  it("an unreachable service once, whether or not the client had spoken", () => {
    expect(countsOf([], true)).toEqual([1, 1, 0]);
    expect(countsOf([[">", GET]], true)).toEqual([1, 1, 0]);
  });
});

describe("the relay", () => {
  it("counts what passes, and passes it on", async () => {
    await using service = await httpServer((request, response) => {
      response.statusCode = Number(request.url?.slice(1));
      response.end("x".repeat(100_000));
    });
    const tallies = new Tallies();
    const [server] = await startRelay([{ listen: 0, host: "127.0.0.1", port: service.port }], tallies);
    const port = portOf(server);
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    for (const status of [200, 404, 503, 200]) {
      const body = await new Promise<string>((resolve, reject) =>
        http
          .get({ port, path: `/${status}`, agent }, (answer) => text(answer).then(resolve, reject))
          .on("error", reject),
      );
      expect(body).toHaveLength(100_000);
    }
    agent.destroy();
    server?.close();
    const to = { from: "you", host: "127.0.0.1", port: service.port };
    expect(tallies.list()).toEqual([{ ...to, requests: 4, errors: 1, refused: 1 }]);
  });

  it("counts a service that refuses", async () => {
    const tallies = new Tallies();
    const [server] = await startRelay([{ listen: 0, host: "127.0.0.1", port: await closedPort() }], tallies);
    const client = net.connect(portOf(server));
    client.write(GET);
    await expect(text(client)).rejects.toThrow("ECONNRESET");
    server?.close();
    await expect.poll(() => tallies.list()).toMatchObject([{ requests: 1, errors: 1 }]);
  });
});

function portOf(server: net.Server | undefined): number {
  const address = server?.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}

/** A hub, and links of so many processes to it. */
async function hubWith(links: number) {
  const name = `\0podlab-test-${randomUUID()}`;
  const tallies = new Tallies();
  const server = await startHub(tallies, name);
  return {
    tallies,
    name,
    links: Array.from({ length: links }, () => new HubLink(name)),
    [Symbol.dispose]: () => void server.close(),
  };
}

describe("the hub", () => {
  it("adds up what all processes count, and keeps it when they end", async () => {
    using hub = await hubWith(2);
    const [one, other] = hub.links;
    for (const link of hub.links) link.tallies.counter("podlab", "shop", 80).began();
    one?.flush();
    await other?.totals();
    await expect
      .poll(() => hub.tallies.list())
      .toMatchObject([{ from: "podlab", host: "shop", port: 80, requests: 2 }]);
  });

  it("hears by itself of what goes on", async () => {
    using hub = await hubWith(1);
    const counter = hub.links[0]?.tallies.counter("podlab", "shop", 80);
    counter?.began();
    counter?.ended("error");
    await expect.poll(() => hub.tallies.list()).toMatchObject([{ requests: 1, errors: 1 }]);
  });

  it("outlives a peer that talks nonsense", async () => {
    using hub = await hubWith(1);
    for (const line of ["nonsense\n", '{"add":[{"from":"me"}]}\n', `{"add":"${"x".repeat(300_000)}"}\n`]) {
      const peer = net.connect({ path: hub.name });
      peer.end(line);
      expect(await text(peer)).toBe("");
    }
    expect(await hub.links[0]?.totals()).toMatchObject({ counts: [] });
  });

  it("is missed in words, and what was counted meanwhile comes with the next one", async () => {
    const name = `\0podlab-test-${randomUUID()}`;
    const link = new HubLink(name);
    await expect(link.totals()).rejects.toThrow("nobody collects");
    link.tallies.counter("podlab", "shop", 80).began();
    const tallies = new Tallies();
    const server = await startHub(tallies, name);
    await link.totals();
    expect(tallies.list()).toMatchObject([{ requests: 1 }]);
    server.close();
  });

  it("counts so many targets and no more", async () => {
    const tallies = new Tallies();
    for (let port = 1; port <= 1_000; port++) tallies.counter("podlab", "a", port).began();
    expect(tallies.list()).toHaveLength(512);
  });
});

describe("a request to the agent", () => {
  it("is counted by how it ended, but for those about readiness and to admin ports", async () => {
    await using service = await httpServer((request, response) => {
      response.statusCode = Number(request.url?.slice(1));
      response.end();
    });
    await using plain = await tcpServer((socket) => socket.end());
    using hub = await hubWith(1);
    const traffic = hub.links[0] as HubLink;
    const ask = (request: AgentRequest) =>
      dispatch(request, { cancel: () => undefined, lagMs: () => 0, traffic }, new AbortController().signal);
    const { port } = service;
    const url = (status: number) => `http://127.0.0.1:${port}/${status}`;
    for (const status of [200, 302, 404, 500]) await ask({ op: "http", url: url(status) });
    await ask({ op: "load", request: { url: url(503) }, count: 20 });
    await ask({ op: "ready", probe: { kind: "http", host: "127.0.0.1", port, path: "/200" }, timeoutMs: 1_000 });
    await ask({ op: "tcp", host: "127.0.0.1", port: plain.port });
    await ask({ op: "tls", host: "127.0.0.1", port: plain.port });
    await ask({ op: "http", url: "http://127.0.0.1:9900/", timeoutMs: 100 });
    await ask({ op: "http", url: "http://nowhere.test:9900/200", connectTo: `127.0.0.1:${port}` });
    const to = { from: "podlab", host: "127.0.0.1" };
    expect(await ask({ op: "traffic" })).toMatchObject({
      counts: [
        { ...to, port, requests: 25, errors: 21, refused: 1 },
        { ...to, port: plain.port, requests: 2, errors: 1, refused: 0 },
      ],
    });
  });
});
