import { describe, expect, it } from "vitest";
import { startAgent, startScript } from "./support/agent-process.ts";
import { bytesServer, httpServer, tcpServer } from "./support/servers.ts";

describe("podlab and its agent", () => {
  it("ask and answer, many at once", async () => {
    await using server = await httpServer((request, response) => response.end(request.url));
    await using process = startAgent();
    const urls = Array.from({ length: 50 }, (_, n) => `http://127.0.0.1:${server.port}/${n}`);
    const answers = await Promise.all(urls.map((url) => process.agent.ask({ op: "http", url })));
    expect(answers.map((answer) => answer.outcome === "answered" && answer.body)).toEqual(urls.map((_, n) => `/${n}`));
    expect(await process.agent.ask({ op: "ping" })).toMatchObject({ pid: process.child.pid });
  });

  it("pass large answers and texts of any language over the channel", async () => {
    const page = "ein Häuschen, 小屋, 🏠\n".repeat(100_000);
    await using server = await httpServer((_request, response) => response.end(page));
    await using process = startAgent();
    const answer = await process.agent.ask({ op: "http", url: `http://127.0.0.1:${server.port}/`, maxBody: 8_000_000 });
    expect(answer.outcome === "answered" && answer.body === page).toBe(true);
  });

  it("let an aborted request go on both ends", async () => {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const aborting = new AbortController();
    await using server = await tcpServer((socket) => {
      socket.resume().on("end", resolve);
      aborting.abort(new Error("no longer wanted"));
    });
    await using process = startAgent();
    const url = `http://127.0.0.1:${server.port}/`;
    const asking = process.agent.ask({ op: "http", url, timeoutMs: 100_000 }, aborting.signal);
    await expect(asking).rejects.toThrow("no longer wanted");
    await closed;
    await expect(process.agent.ask({ op: "ping" }, aborting.signal)).rejects.toThrow("no longer wanted");
    expect(await process.agent.ask({ op: "ping" })).toMatchObject({ pid: process.child.pid });
  });

  it("end together: closing the channel stops the agent and its load at once", async () => {
    const { promise: connected, resolve } = Promise.withResolvers<void>();
    await using server = await tcpServer(() => resolve());
    await using process = startAgent();
    const url = `http://127.0.0.1:${server.port}/`;
    const loading = process.agent.ask({ op: "load", request: { url, timeoutMs: 60_000 }, count: 1_000, rate: 10 });
    const failed = expect(loading).rejects.toThrow("let go");
    await connected;
    process.agent.close();
    await failed;
    await expect.poll(() => process.child.exitCode, { timeout: 10_000 }).toBe(0);
  });

  it("tell that the agent stopped, and what it said", async () => {
    await using server = await bytesServer("", { keepOpen: true });
    await using process = startScript(
      'process.stdin.once("data", () => { console.error("out of luck"); process.exit(3) })',
    );
    const asking = process.agent.ask({ op: "tcp", host: "127.0.0.1", port: server.port, readBytes: 1 });
    await expect(asking).rejects.toThrow("podlab's agent stopped: out of luck");
    await expect(asking).rejects.toMatchObject({ name: "EnvironmentError" });
    await expect(process.agent.ask({ op: "ping" })).rejects.toThrow("stopped");
  });

  it.each([
    ["text", '"hello"'],
    ["an answer without an id", "JSON.stringify({ result: {} })"],
    ["neither result nor error", "JSON.stringify({ id: 1 })"],
  ])("give up on a channel that carries %s", async (_what, line) => {
    await using process = startScript(`process.stdin.once("data", () => console.log(${line}))`);
    await expect(process.agent.ask({ op: "ping" })).rejects.toThrow("an answer that is none");
    await expect(process.agent.ask({ op: "ping" })).rejects.toThrow("an answer that is none");
  });

  it("turn the agent's error into one of the environment", async () => {
    await using process = startAgent();
    await expect(process.agent.ask({ op: "read", path: "/no/such/file" })).rejects.toMatchObject({
      name: "EnvironmentError",
      message: expect.stringContaining("ENOENT"),
    });
  });

  it("report the largest lag, once", async () => {
    const lags = '[5, 70, 20].map((lagMs, index) => JSON.stringify({ id: index + 1, result: {}, lagMs })).join("\\n")';
    await using process = startScript(`process.stdin.once("data", () => console.log(${lags}))`);
    await Promise.all([1, 2, 3].map(() => process.agent.ask({ op: "ping" })));
    expect([process.agent.takeLag(), process.agent.takeLag()]).toEqual([70, 0]);
  });
});
