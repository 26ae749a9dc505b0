import tls from "node:tls";
import { describe, expect, it } from "vitest";
import type { TlsRequest } from "../../../src/agent/protocol.ts";
import { shakeHands } from "../../../src/agent/tls.ts";
import { issue } from "./support/certificates.ts";
import { bytesServer, closedPort, listening } from "./support/servers.ts";

const shake = (request: Omit<TlsRequest, "host">) =>
  shakeHands({ host: "127.0.0.1", ...request }, new AbortController().signal);

describe("a TLS handshake", () => {
  it("reports the certificate, and whether chain and name are right", async () => {
    const { ca, cert, key } = await issue("shop.test", ["shop.test", "www.shop.test"]);
    await using server = await listening(tls.createServer({ cert, key }));
    const { port } = server;
    expect(await shake({ port, ca, servername: "shop.test" })).toMatchObject({
      outcome: "shaken",
      protocol: "TLSv1.3",
      authorized: true,
      authorizationError: "",
      subject: "CN=shop.test",
      altNames: ["shop.test", "www.shop.test", "127.0.0.1"],
      serial: "0ABC",
      validTo: "2099-01-02T03:04:05.000Z",
    });
    expect(await shake({ port, ca })).toMatchObject({ authorized: true });
    expect(await shake({ port, ca, servername: "evil.test" })).toMatchObject({
      outcome: "shaken",
      authorized: false,
      authorizationError: "ERR_TLS_CERT_ALTNAME_INVALID",
    });
    expect(await shake({ port, servername: "shop.test" })).toMatchObject({
      authorized: false,
      authorizationError: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    });
  });

  it.each(["TLSv1", "TLSv1.1"] as const)("can offer no more than %s, as an old client would", async (version) => {
    const { cert, key } = await issue("shop.test", []);
    const old = { cert, key, minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
    await using lenient = await listening(tls.createServer(old));
    await using strict = await listening(tls.createServer({ cert, key }).on("tlsClientError", () => {}));
    expect(await shake({ port: lenient.port, maxVersion: version })).toMatchObject({
      outcome: "shaken",
      protocol: version,
    });
    expect(await shake({ port: strict.port, maxVersion: version })).toMatchObject({
      outcome: "tls",
      phase: "handshake",
    });
  });

  it("throws when the versions contradict each other or the PEM is none", async () => {
    await expect(shake({ port: 1, minVersion: "TLSv1.3", maxVersion: "TLSv1.2" })).rejects.toThrow("TLS settings");
    await expect(shake({ port: 1, ca: "-----BEGIN CERTIFICATE-----\njunk" })).rejects.toThrow("TLS settings");
  });

  it("tells a closed port, a closed connection and garbage apart", async () => {
    await using closing = await bytesServer("");
    await using junk = await bytesServer("220 mail.test ESMTP\r\n", { keepOpen: true });
    expect(await shake({ port: await closedPort() })).toMatchObject({ outcome: "refused", phase: "connect" });
    expect(await shake({ port: closing.port })).toMatchObject({ outcome: "closed", phase: "handshake" });
    expect(await shake({ port: junk.port })).toMatchObject({ outcome: "tls", phase: "handshake" });
  });
});
