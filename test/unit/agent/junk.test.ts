import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sendHttp } from "../../../src/agent/http.ts";
import { runLoad } from "../../../src/agent/load/run.ts";
import { shakeHands } from "../../../src/agent/tls.ts";
import { tcpServer } from "./support/servers.ts";

const OUTCOMES = ["answered", "timeout", "reset", "tls", "malformed", "closed"];
const signal = new AbortController().signal;

/** What a broken or hostile service may send: anything, or something that begins as an answer does. */
const pieces = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        "HTTP/1.0 999 \r\n",
        "Content-Length: 5\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Set-Cookie: __proto__=1\r\n__proto__: x\r\n",
        "\r\n",
        "5\r\nhello\r\n",
        "0\r\n\r\n",
        "ffffffffffffffffff\r\n",
        "\u0016\u0003\u0001\u0000\u0005",
        "\u0015\u0003\u0003\u0000\u0002\u0002\u0046",
      )
      .map((text) => Buffer.from(text, "latin1")),
  ),
  { maxLength: 8 },
);

const manners = fc.record({ pieces, end: fc.constantFrom("close", "reset", "stay") });

describe("whatever bytes a service sends", () => {
  it("the agent answers with an outcome", async () => {
    let answer = { pieces: [] as Buffer[], end: "close" };
    await using server = await tcpServer((socket) => {
      for (const piece of answer.pieces) socket.write(piece);
      socket.resume();
      if (answer.end === "close") socket.end();
      if (answer.end === "reset") socket.resetAndDestroy();
    });
    const { port } = server;
    const request = { method: "POST", body: { text: "x" }, timeoutMs: 100 };
    await fc.assert(
      fc.asyncProperty(manners, async (next) => {
        answer = next;
        const load = { request: { ...request, url: `http://127.0.0.1:${port}/` }, count: 3, keepAlive: true };
        const outcomes = await Promise.all([
          sendHttp({ ...request, url: `http://127.0.0.1:${port}/` }, signal).then(({ outcome }) => outcome),
          sendHttp({ ...request, url: `https://127.0.0.1:${port}/` }, signal).then(({ outcome }) => outcome),
          shakeHands({ host: "127.0.0.1", port, timeoutMs: 100 }, signal).then(({ outcome }) => outcome),
          runLoad({ ...load, identify: { json: "a" } }, signal).then(({ records }) => records.map((r) => r.outcome)),
        ]);
        for (const outcome of outcomes.flat()) expect(OUTCOMES).toContain(outcome);
        expect(outcomes[3]).toHaveLength(3);
      }),
      { numRuns: 60 },
    );
  });
});
