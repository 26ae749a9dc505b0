import { describe, expect, it } from "vitest";
import { createBody } from "../../../src/engine/spec.ts";
import type { ContainerSpec } from "../../../src/engine/types.ts";

const spec: ContainerSpec = {
  name: "box",
  image: "podlab/x:1",
  labels: { a: "b" },
  network: { kind: "networks", attach: [{ network: "lab", address: "10.1.0.5" }, { network: "entry" }] },
  readOnlyRoot: true,
  capabilities: ["NET_BIND_SERVICE"],
  memoryMb: 128,
  cpus: 0.5,
  pids: 64,
  restart: "always",
  init: true,
  keepLogs: true,
};

describe("the body of a container's creation", () => {
  it("hardens and limits every container", () => {
    expect(createBody(spec).HostConfig).toMatchObject({
      SecurityOpt: ["no-new-privileges"],
      CapDrop: ["ALL"],
      CapAdd: ["NET_BIND_SERVICE"],
      ReadonlyRootfs: true,
      Memory: 134_217_728,
      MemorySwap: 134_217_728,
      NanoCpus: 500_000_000,
      PidsLimit: 64,
      Ulimits: [{ Name: "nofile", Soft: 4096, Hard: 4096 }],
      LogConfig: { Type: "json-file", Config: { "max-size": "512k", "max-file": "2" } },
      RestartPolicy: { Name: "always" },
      AutoRemove: false,
      Init: true,
    });
  });

  it("attaches to the first network, with names from /etc/hosts and no resolver that leads outside", () => {
    const body = createBody({ ...spec, hosts: { web: "10.1.0.6" } });
    expect(body.NetworkingConfig).toEqual({ EndpointsConfig: { lab: { IPAMConfig: { IPv4Address: "10.1.0.5" } } } });
    expect(body.HostConfig).toMatchObject({ NetworkMode: "lab", ExtraHosts: ["web:10.1.0.6"], Dns: ["127.0.0.1"] });
  });

  it("publishes on 127.0.0.1 alone", () => {
    const publish = [
      { container: 8443, host: 443 },
      { container: 80, host: 0 },
    ];
    expect(createBody({ ...spec, publish })).toMatchObject({
      ExposedPorts: { "8443/tcp": {}, "80/tcp": {} },
      HostConfig: {
        PortBindings: {
          "8443/tcp": [{ HostIp: "127.0.0.1", HostPort: "443" }],
          "80/tcp": [{ HostIp: "127.0.0.1", HostPort: "" }],
        },
      },
    });
  });

  it("leaves hosts, resolver and ports to the owner of a namespace that it joins", () => {
    const { HostConfig, NetworkingConfig } = createBody({ ...spec, network: { kind: "container", id: "pod" } });
    expect(HostConfig?.NetworkMode).toBe("container:pod");
    expect(NetworkingConfig).toBeUndefined();
    for (const name of ["ExtraHosts", "Dns", "PortBindings"]) expect(HostConfig).not.toHaveProperty(name);
  });

  it("mounts volumes, anonymous ones and sized tmpfs", () => {
    const mounts = [
      { volume: "certs", target: "/certs", readOnly: true },
      { target: "/lab", readOnly: false },
    ];
    expect(createBody({ ...spec, mounts, tmpfs: { "/tmp": 16 } }).HostConfig).toMatchObject({
      Mounts: [
        { Type: "volume", Source: "certs", Target: "/certs", ReadOnly: true, VolumeOptions: { NoCopy: true } },
        {
          Type: "volume",
          Source: "",
          Target: "/lab",
          ReadOnly: false,
          VolumeOptions: { NoCopy: true, Labels: spec.labels },
        },
      ],
      Tmpfs: { "/tmp": "rw,nosuid,nodev,size=16m,mode=1777" },
    });
  });

  it("keeps no output where nobody wants it", () => {
    expect(createBody({ ...spec, keepLogs: false }).HostConfig?.LogConfig).toMatchObject({ Type: "none" });
  });
});
