import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RequestChannel } from "../../../src/agent/channel.ts";
import { HubLink } from "../../../src/agent/traffic/hub-link.ts";
import { tcpServer } from "./support/servers.ts";

interface Reply {
  readonly id: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { code: string; message: string };
  readonly lagMs?: number;
}

/** A channel, and what it wrote, as objects. */
function openChannel() {
  const replies: Reply[] = [];
  const channel = new RequestChannel((line) => replies.push(JSON.parse(line)), new HubLink(`\0${randomUUID()}`));
  const send = (request: object) => channel.receive(`${JSON.stringify(request)}\n`);
  return { channel, replies, send };
}

describe("the agent's channel", () => {
  it("answers with the request's id, and its own lag", async () => {
    const { replies, send } = openChannel();
    send({ id: 4, op: "ping" });
    await expect
      .poll(() => replies)
      .toMatchObject([{ id: 4, result: { pid: process.pid }, lagMs: expect.any(Number) }]);
  });

  it.each([
    ["no JSON", "what?", -1, "JSON"],
    ["no object", "[1]", -1, "id"],
    ["no id", '{"op":"ping"}', -1, "id"],
    ["no operation", '{"id":7}', 7, "op"],
    ["an unknown operation", '{"id":7,"op":"toString"}', 7, "op"],
    ["a missing member", '{"id":7,"op":"http"}', 7, "url: expected a string, got nothing"],
    ["a wrong type", '{"id":7,"op":"tcp","host":"x","port":"80"}', 7, "port: expected a whole number"],
    ["too long a time", '{"id":7,"op":"http","url":"http://x/","timeoutMs":1e9}', 7, "timeoutMs"],
    ["too many requests", '{"id":7,"op":"load","request":{"url":"http://x/"},"count":20001}', 7, "count"],
    ["no such body", '{"id":7,"op":"http","url":"http://x/","body":{}}', 7, "text or base64 or random"],
    ["a bad URL", '{"id":7,"op":"http","url":"nonsense"}', 7, "http://"],
  ])("answers a request with %s as invalid", async (_what, line, id, message) => {
    const { channel, replies } = openChannel();
    channel.receive(`${line}\n`);
    await expect.poll(() => replies).toMatchObject([{ id, error: { code: "invalid" } }]);
    expect(replies[0]?.error?.message).toContain(message);
  });

  it("answers anything with lines, and still works afterwards", async () => {
    const lines = fc.oneof(
      fc.string(),
      fc.json(),
      fc.object().map((object) => JSON.stringify({ ...object, id: 1 })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(lines), async (junk) => {
        const { channel, replies, send } = openChannel();
        channel.receive(`${junk.join("\n")}\n`);
        send({ id: 99, op: "ping" });
        await expect.poll(() => replies.at(-1)).toMatchObject({ id: 99, result: {} });
        expect(replies.slice(0, -1).every(({ error }) => error?.code === "invalid")).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("answers the agent's own failures as failed", async () => {
    const { replies, send } = openChannel();
    send({ id: 1, op: "read", path: "/no/such/file" });
    await expect.poll(() => replies).toMatchObject([{ id: 1, error: { code: "failed" } }]);
  });

  it("answers a cancelled request once, and its canceller", async () => {
    await using server = await tcpServer(() => {});
    const { replies, send } = openChannel();
    send({ id: 1, op: "http", url: `http://127.0.0.1:${server.port}/`, timeoutMs: 60_000 });
    send({ id: 2, op: "cancel", target: 1 });
    send({ id: 3, op: "cancel", target: 1 });
    await expect.poll(() => replies.length).toBe(3);
    expect(replies.find(({ id }) => id === 1)?.error?.code).toBe("cancelled");
    expect(replies.filter(({ result }) => result !== undefined).map(({ id }) => id)).toEqual([2, 3]);
  });

  it("refuses an id that is still pending and keeps the first request", async () => {
    await using server = await tcpServer((socket) => void socket.on("data", () => socket.end("late")));
    const { replies, send } = openChannel();
    send({ id: 1, op: "tcp", host: "127.0.0.1", port: server.port, send: "x", readBytes: 4 });
    send({ id: 1, op: "ping" });
    await expect.poll(() => replies.length).toBe(2);
    expect(replies).toMatchObject([
      { id: 1, error: { code: "invalid" } },
      { id: 1, result: { received: "late" } },
    ]);
  });

  it("answers all that is pending when something breaks that is nobody's", async () => {
    await using server = await tcpServer(() => {});
    const { channel, replies, send } = openChannel();
    for (const id of [1, 2]) send({ id, op: "tcp", host: "127.0.0.1", port: server.port, readBytes: 1 });
    channel.failAll(new Error("broke"));
    expect(replies).toMatchObject([1, 2].map((id) => ({ id, error: { code: "failed", message: "broke" } })));
    send({ id: 3, op: "ping" });
    await expect.poll(() => replies.length).toBe(3);
  });
});
