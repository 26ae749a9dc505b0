import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sendHttp } from "../../../src/agent/http.ts";
import type { HttpAnswer, HttpRequest } from "../../../src/agent/protocol.ts";
import { issue } from "./support/certificates.ts";
import { bytesServer, closedPort, httpServer, httpsServer, tcpServer } from "./support/servers.ts";

const send = (request: HttpRequest) => sendHttp(request, new AbortController().signal);

function answered(answer: HttpAnswer): Extract<HttpAnswer, { outcome: "answered" }> {
  if (answer.outcome !== "answered") throw new Error(`${answer.outcome}: ${answer.message}`);
  return answer;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  return text;
}

describe("an HTTP request", () => {
  it("brings back status, headers, body and its hash", async () => {
    await using server = await httpServer((request, response) => {
      response.writeHead(
        203,
        [
          ["X-Part", "a"],
          ["x-part", "b"],
          ["X-Host", request.headers.host ?? ""],
        ].flat(),
      );
      response.end("päge");
    });
    const answer = answered(await send({ url: `http://127.0.0.1:${server.port}/x?y=1` }));
    expect(answer).toMatchObject({ status: 203, body: "päge", bodyBytes: 5, remote: `127.0.0.1:${server.port}` });
    expect(answer.headers).toMatchObject({ "x-part": "a, b", "x-host": `127.0.0.1:${server.port}` });
    expect(answer.bodySha256).toBe(createHash("sha256").update("päge").digest("hex"));
    expect(answer.ms).toBeGreaterThan(0);
  });

  it("sends method, headers and body, and connects where it is told", async () => {
    await using server = await httpServer(async (request, response) => {
      const body = await textOf(request);
      response.end(JSON.stringify([request.method, request.url, request.headers["host"], body]));
    });
    const answer = answered(
      await send({
        method: "PUT",
        url: "http://shop.test/items",
        connectTo: `127.0.0.1:${server.port}`,
        body: { base64: Buffer.from("a body").toString("base64") },
      }),
    );
    expect(JSON.parse(answer.body)).toEqual(["PUT", "/items", "shop.test", "a body"]);
  });

  it("makes the same random body from the same seed, and says what it sent", async () => {
    await using server = await httpServer(async (request, response) => {
      const hash = createHash("sha256");
      for await (const chunk of request) hash.update(chunk);
      response.end(`${request.headers["content-length"]} ${hash.digest("hex")}`);
    });
    const post = (seed: number, bytes: number) =>
      send({ method: "POST", url: `http://127.0.0.1:${server.port}/`, body: { random: { bytes, seed } } });
    const [first, again, other] = [
      answered(await post(7, 3_000_001)),
      answered(await post(7, 3_000_001)),
      answered(await post(8, 3_000_001)),
    ];
    expect(first.body).toBe(`3000001 ${first.sentSha256}`);
    expect(again.sentSha256).toBe(first.sentSha256);
    expect(other.sentSha256).not.toBe(first.sentSha256);
  });

  it("sends a body in chunks when Transfer-Encoding says so", async () => {
    await using server = await httpServer(async (request, response) => {
      const body = await textOf(request);
      response.end(`${request.headers["content-length"]} ${request.headers["transfer-encoding"]} ${body}`);
    });
    const headers = { "Transfer-Encoding": "chunked" };
    const answer = answered(
      await send({ method: "POST", url: `http://127.0.0.1:${server.port}/`, headers, body: { text: "pieces" } }),
    );
    expect(answer.body).toBe("undefined chunked pieces");
  });

  it("keeps only as much text as was asked for, whole characters, and hashes everything", async () => {
    await using server = await httpServer((_request, response) => response.end("aé".repeat(50_000)));
    const answer = answered(await send({ url: `http://127.0.0.1:${server.port}/`, maxBody: 5 }));
    expect(answer).toMatchObject({ body: "aéa", bodyBytes: 150_000 });
    expect(answer.bodySha256).toBe(createHash("sha256").update("aé".repeat(50_000)).digest("hex"));
  });

  it("follows no redirect and undoes no compression", async () => {
    const packed = gzipSync("text");
    await using server = await httpServer((_request, response) => {
      response.writeHead(302, { location: "/elsewhere", "content-encoding": "gzip" }).end(packed);
    });
    const answer = answered(await send({ url: `http://127.0.0.1:${server.port}/` }));
    expect(answer).toMatchObject({ status: 302, bodyBytes: packed.length });
  });

  it("stops reading an endless body and says so", async () => {
    await using server = await httpServer((_request, response) => {
      const piece = Buffer.alloc(1_048_576);
      const more = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on("drain", more);
      more();
    });
    const answer = answered(await send({ url: `http://127.0.0.1:${server.port}/`, timeoutMs: 60_000 }));
    expect(answer).toMatchObject({ truncated: true, bodyBytes: 32 * 1_048_576 });
  });

  it("sees the answer of a server that answers and closes before it has the body", async () => {
    await using server = await tcpServer((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno\n");
        socket.destroySoon();
      });
    });
    const body = { random: { bytes: 50_000_000, seed: 1 } };
    const answer = answered(await send({ method: "POST", url: `http://127.0.0.1:${server.port}/`, body }));
    expect(answer).toMatchObject({ status: 413, body: "no\n" });
  });

  it("goes on sending while a server answers as it reads", async () => {
    await using server = await httpServer((request, response) => void request.pipe(response));
    const body = { random: { bytes: 5_000_000, seed: 1 } };
    const answer = answered(await send({ method: "POST", url: `http://127.0.0.1:${server.port}/`, body }));
    expect(answer.bodySha256).toBe(answer.sentSha256);
  });

  it("waits for 100 Continue when it announces that, and sends nothing after a refusal", async () => {
    const received: string[] = [];
    const request = { method: "POST", headers: { Expect: "100-continue" }, body: { text: "wanted" } };
    await using willing = await httpServer((incoming, response) => {
      incoming.on("data", (chunk: Buffer) => received.push(chunk.toString())).on("end", () => response.end("ok"));
    });
    await using unwilling = await bytesServer("HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n");
    expect(answered(await send({ ...request, url: `http://127.0.0.1:${willing.port}/` })).status).toBe(200);
    const refused = answered(await send({ ...request, url: `http://127.0.0.1:${unwilling.port}/` }));
    expect(received).toEqual(["wanted"]);
    expect(refused).toMatchObject({ status: 417, sentSha256: createHash("sha256").digest("hex") });
  });

  it("takes a switch of protocols as an answer", async () => {
    await using server = await bytesServer("HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n", {
      keepOpen: true,
    });
    const headers = { Connection: "Upgrade", Upgrade: "x" };
    expect(answered(await send({ url: `http://127.0.0.1:${server.port}/`, headers })).status).toBe(101);
  });
});

describe("a request without an answer", () => {
  it("is refused where nobody listens", async () => {
    const answer = await send({ url: `http://127.0.0.1:${await closedPort()}/` });
    expect(answer).toMatchObject({ outcome: "refused", phase: "connect" });
  });

  it("is unresolved when the name does not exist", async () => {
    const answer = await send({ url: "http://no-such-name.invalid/" });
    expect(answer).toMatchObject({ outcome: "unresolved", phase: "connect" });
  });

  it.each([
    ["says nothing", ""],
    ["stops in the headers", "HTTP/1.1 200 OK\r\nX: "],
    ["stops in the body", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"],
  ])("times out when the service %s", async (_what, bytes) => {
    await using server = await bytesServer(bytes, { keepOpen: true });
    const answer = await send({ url: `http://127.0.0.1:${server.port}/`, timeoutMs: 150 });
    expect(answer).toMatchObject({ outcome: "timeout", phase: "answer" });
  });

  it("times out in the handshake when a plain service waits for more", async () => {
    await using server = await bytesServer("", { keepOpen: true });
    const answer = await send({ url: `https://127.0.0.1:${server.port}/`, timeoutMs: 150 });
    expect(answer).toMatchObject({ outcome: "timeout", phase: "handshake" });
  });

  it("is closed when the service ends the connection first", async () => {
    await using server = await bytesServer("");
    const answer = await send({ url: `http://127.0.0.1:${server.port}/` });
    expect(answer).toMatchObject({ outcome: "closed", phase: "answer" });
  });

  it("is reset when the service resets the connection", async () => {
    await using server = await tcpServer((socket) => void socket.once("data", () => socket.resetAndDestroy()));
    const answer = await send({ url: `http://127.0.0.1:${server.port}/` });
    expect(answer).toMatchObject({ outcome: "reset", phase: "answer" });
  });

  it.each([
    ["no HTTP at all", "SSH-2.0-OpenSSH_9.2\r\n"],
    ["endless headers", `HTTP/1.1 200 OK\r\n${"X-Junk: 12345678901234567890\r\n".repeat(4_000)}`],
    ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
  ])("is malformed when it is %s", async (_what, bytes) => {
    await using server = await bytesServer(bytes, { keepOpen: true });
    const answer = await send({ url: `http://127.0.0.1:${server.port}/` });
    expect(answer).toMatchObject({ outcome: "malformed", phase: "answer" });
  });

  it("throws when the request can't be sent as it is, and when it is cancelled", async () => {
    await using server = await bytesServer("", { keepOpen: true });
    const url = `http://127.0.0.1:${server.port}/`;
    await expect(send({ url: "ftp://host/" })).rejects.toThrow("http://");
    await expect(send({ url, headers: { "bad name": "x" } })).rejects.toThrow("bad name");
    const aborting = new AbortController();
    const pending = sendHttp({ url }, aborting.signal);
    aborting.abort();
    await expect(pending).rejects.toThrow("cancelled");
  });
});

describe("an HTTPS request", () => {
  it("verifies against the given authority and name, and reports the handshake", async () => {
    const { ca, cert, key } = await issue("shop.test", ["shop.test"]);
    const { ca: otherCa } = await issue("other.test", []);
    await using server = await httpsServer({ cert, key }, (_request, response) => response.end("secret"));
    const connectTo = `127.0.0.1:${server.port}`;
    const right = answered(await send({ url: "https://shop.test/", ca, connectTo }));
    expect(right).toMatchObject({ body: "secret", tls: { authorized: true, subject: "CN=shop.test" } });
    const unverified = answered(await send({ url: "https://wrong.test/", connectTo }));
    expect(unverified.tls?.authorized).toBe(false);
    expect(await send({ url: "https://wrong.test/", ca, connectTo })).toMatchObject({
      outcome: "tls",
      phase: "handshake",
      message: expect.stringContaining("ERR_TLS_CERT_ALTNAME_INVALID"),
    });
    expect(await send({ url: "https://shop.test/", ca: otherCa, connectTo })).toMatchObject({ outcome: "tls" });
    expect(await send({ url: "https://wrong.test/", ca, servername: "shop.test", connectTo })).toMatchObject({
      outcome: "answered",
    });
  });

  it("is an outcome of kind tls when the service speaks plain HTTP", async () => {
    await using server = await bytesServer("HTTP/1.1 400 Bad Request\r\n\r\n", { keepOpen: true });
    const answer = await send({ url: `https://127.0.0.1:${server.port}/` });
    expect(answer).toMatchObject({ outcome: "tls", phase: "handshake" });
  });
});
