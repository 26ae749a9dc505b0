import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { connectionOptions } from "../../../src/engine/address.ts";

describe("an engine's address", () => {
  it("is a socket", () => {
    expect(connectionOptions({ host: "unix:///run/user/1000/docker.sock" })).toMatchObject({
      socketPath: "/run/user/1000/docker.sock",
      host: undefined,
      protocol: "http",
    });
  });

  it("is a host and a port, 2375 unless told", () => {
    expect(connectionOptions({ host: "tcp://10.0.0.5:4243" })).toMatchObject({
      socketPath: undefined,
      host: "10.0.0.5",
      port: "4243",
      protocol: "http",
    });
    expect(connectionOptions({ host: "tcp://10.0.0.5" }).port).toBe(2375);
  });

  it("is reached over TLS with the certificates of its folder", async () => {
    const certificates = await mkdtemp(join(tmpdir(), "podlab-certificates-"));
    for (const name of ["ca.pem", "cert.pem", "key.pem"]) await writeFile(join(certificates, name), name);
    expect(connectionOptions({ host: "tcp://10.0.0.5", certificates })).toMatchObject({
      port: 2376,
      protocol: "https",
      ca: Buffer.from("ca.pem"),
      cert: Buffer.from("cert.pem"),
      key: Buffer.from("key.pem"),
    });
    await rm(certificates, { recursive: true });
  });

  it("leaves nothing to what dockerode reads of the environment itself", () => {
    const options = connectionOptions({ host: "unix:///var/run/docker.sock" });
    for (const name of ["host", "port", "ca", "cert", "key"]) expect(options).toHaveProperty(name, undefined);
  });
});
