import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { runLoad } from "../../../src/agent/load/run.ts";
import type { LoadRequest } from "../../../src/agent/protocol.ts";
import { closedPort, httpServer, tcpServer } from "./support/servers.ts";

const load = (request: LoadRequest) => runLoad(request, new AbortController().signal);

describe("an open-loop load", () => {
  it("sends every request at its time, and says how late it was", async () => {
    await using server = await httpServer((_request, response) => response.end());
    const { records, lateMs } = await load({
      request: { url: `http://127.0.0.1:${server.port}/` },
      count: 60,
      rate: 200,
    });
    expect(records.map(({ n }) => n)).toEqual(Array.from({ length: 60 }, (_, n) => n));
    for (const { n, sentAt, answeredAt } of records) {
      expect(sentAt).toBeGreaterThanOrEqual(n * 5);
      expect(sentAt).toBeLessThanOrEqual(n * 5 + lateMs + 1);
      expect(answeredAt).toBeGreaterThanOrEqual(sentAt);
    }
  });

  it("is not slowed down by a slow service", async () => {
    let open = 0;
    let most = 0;
    await using server = await httpServer(async (_request, response) => {
      most = Math.max(most, ++open);
      await delay(300);
      open -= 1;
      response.end();
    });
    const { records } = await load({
      request: { url: `http://127.0.0.1:${server.port}/` },
      durationMs: 400,
      rate: 100,
    });
    expect(records).toHaveLength(40);
    // A closed loop of one would hold one open; here about 30 overlap.
    expect(most).toBeGreaterThan(10);
  });
});

describe("a closed-loop load", () => {
  it("never has more under way than it was told, and sends all", async () => {
    let open = 0;
    let most = 0;
    let seen = 0;
    await using server = await httpServer(async (_request, response) => {
      seen += 1;
      most = Math.max(most, ++open);
      await delay(2);
      open -= 1;
      response.end();
    });
    const url = `http://127.0.0.1:${server.port}/`;
    const { records, lateMs } = await load({ request: { url }, count: 200, concurrency: 7 });
    expect(records).toHaveLength(200);
    expect([seen, most, lateMs]).toEqual([200, 7, 0]);
  });

  it("ends when its time is up", async () => {
    await using server = await httpServer((_request, response) => void delay(20).then(() => response.end()));
    const { records } = await load({
      request: { url: `http://127.0.0.1:${server.port}/` },
      durationMs: 200,
      concurrency: 2,
    });
    expect(records.length).toBeGreaterThan(0);
    expect(Math.max(...records.map(({ sentAt }) => sentAt))).toBeLessThan(250);
  });

  it("uses connections again only when told to keep them", async () => {
    const ports = new Set<number | undefined>();
    await using server = await httpServer((request, response) => {
      ports.add(request.socket.remotePort);
      response.end();
    });
    const request = { url: `http://127.0.0.1:${server.port}/` };
    await load({ request, count: 40, concurrency: 4, keepAlive: true });
    expect(ports.size).toBe(4);
    ports.clear();
    await load({ request, count: 40, concurrency: 4 });
    expect(ports.size).toBe(40);
  });
});

describe("the requests of a load", () => {
  it("differ by number and value, in path, headers and body", async () => {
    const seen = new Set<string>();
    await using server = await httpServer(async (request, response) => {
      let body = "";
      for await (const chunk of request.setEncoding("utf8")) body += String(chunk);
      seen.add(`${request.url} ${request.headers["x-user"]} ${body}`);
      response.end();
    });
    const request = {
      method: "POST",
      url: `http://127.0.0.1:${server.port}/{value}?n={n}`,
      headers: { "X-User": "u{n}" },
      body: { text: "{value}/{n}" },
    };
    await load({ request, count: 3, values: ["a", "$&"], concurrency: 1 });
    expect([...seen]).toEqual(["/a?n=0 u0 a/0", "/$&?n=1 u1 $&/1", "/a?n=2 u2 a/2"]);
  });

  it("say how long their body is, even when there is none", async () => {
    const seen: unknown[] = [];
    await using server = await httpServer((request, response) => {
      seen.push([request.method, request.headers["content-length"], request.headers["transfer-encoding"]]);
      response.end();
    });
    const url = `http://127.0.0.1:${server.port}/`;
    for (const method of ["GET", "POST"]) await load({ request: { method, url }, count: 1 });
    await load({ request: { method: "GET", url, body: { text: "four" } }, count: 1 });
    expect(seen).toEqual([
      ["GET", undefined, undefined],
      ["POST", "0", undefined],
      ["GET", "4", undefined],
    ]);
  });

  it("are told apart by who answered: a header, or a member of the JSON", async () => {
    await using server = await httpServer((request, response) => {
      const who = `replica${request.url?.at(-1)}`;
      response.setHeader("X-Replica", who).end(JSON.stringify({ by: who, other: 1 }));
    });
    const request = { url: `http://127.0.0.1:${server.port}/{value}` };
    const values = ["1", "2"];
    const byHeader = await load({ request, count: 2, values, identify: { header: "x-replica" } });
    const byJson = await load({ request, count: 2, values, identify: { json: "by" } });
    const byNothing = await load({ request, count: 2, values, identify: { json: "missing" } });
    expect(byHeader.records.map(({ by }) => by)).toEqual(["replica1", "replica2"]);
    expect(byJson.records.map(({ by }) => by)).toEqual(["replica1", "replica2"]);
    expect(byNothing.records.map(({ by }) => by)).toEqual(["", ""]);
  });

  it("have outcomes of their own when there is no answer", async () => {
    const request = { url: `http://127.0.0.1:${await closedPort()}/` };
    const { records } = await load({ request, count: 5, rate: 500 });
    expect(records.map(({ outcome, status }) => [outcome, status])).toEqual(Array(5).fill(["refused", 0]));
  });

  it("time out each by itself", async () => {
    await using server = await httpServer((request, response) => void (request.url === "/1" || response.end()));
    const request = { url: `http://127.0.0.1:${server.port}/{n}`, timeoutMs: 300 };
    const { records } = await load({ request, count: 3, concurrency: 3, keepAlive: true });
    expect(records.map(({ outcome }) => outcome)).toEqual(["answered", "timeout", "answered"]);
  });
});

describe("a kept connection that the service closes without an answer", () => {
  const answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  const closesAtSecondRequest = () =>
    tcpServer((socket) => {
      let requests = 0;
      socket.on("data", () => (++requests === 1 ? socket.write(answer) : socket.destroy()));
    });

  it("costs no request that may be repeated, and the record says so", async () => {
    await using server = await closesAtSecondRequest();
    const request = { url: `http://127.0.0.1:${server.port}/` };
    const { records } = await load({ request, count: 2, concurrency: 1, keepAlive: true });
    expect(records).toMatchObject([{ outcome: "answered" }, { outcome: "answered", retried: true }]);
  });

  it("costs one that may not", async () => {
    await using server = await closesAtSecondRequest();
    const request = { method: "POST", url: `http://127.0.0.1:${server.port}/` };
    const { records } = await load({ request, count: 2, concurrency: 1, keepAlive: true });
    expect(records.map(({ outcome }) => outcome)).toEqual(["answered", "closed"]);
  });
});

describe("a load that can't be", () => {
  const request = { url: "http://127.0.0.1:1/" };
  it.each([
    [{ request }, "count or durationMs"],
    [{ request, count: 5, rate: 5, concurrency: 5 }, "exclude"],
    [{ request, durationMs: 60_000, rate: 2_000 }, "more than 20000"],
    [{ request, count: 20_000, rate: 1 }, "longer than"],
    [{ request: { url: "http://{value}/" }, count: 1 }, "placeholder"],
    [{ request: { ...request, headers: { "bad name": "x" } }, count: 1 }, "bad name"],
    [{ request: { ...request, headers: { ok: "a\nb" } }, count: 1, rate: 10 }, "Invalid character"],
  ])("is refused: %j", async (impossible, message) => {
    await expect(load(impossible)).rejects.toThrow(message);
  });

  it("ends at once when it is cancelled, connections included", async () => {
    let open = 0;
    await using server = await tcpServer((socket) => {
      open += 1;
      socket.resume().on("end", () => {
        open -= 1;
      });
      aborting.abort();
    });
    const aborting = new AbortController();
    const url = `http://127.0.0.1:${server.port}/`;
    await expect(runLoad({ request: { url }, count: 1_000, rate: 100 }, aborting.signal)).rejects.toThrow("cancelled");
    await expect.poll(() => open).toBe(0);
  });
});
