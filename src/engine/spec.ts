import type { ContainerCreateOptions, EndpointSettings, HostConfig, MountSettings } from "dockerode";
import type { ContainerSpec, Labels, Mount, NetworkAttachment } from "./types.ts";

const MB = 1024 * 1024;
/** Enough for any component of the labs, and few enough that a leak shows. */
const OPEN_FILES = 4096;
/** Of each of the two files: of what floods its output, the last 512 KB at least are kept, and 1 MB at most. */
const LOG_SIZE = "512k";
/** Seconds; podlab kills what is stopped by the engine itself (its shutdown) after this. */
const STOP_SECONDS = 2;

/** The body of the engine's "create container": podlab's spec, hardened. Pure. */
export function createBody(spec: ContainerSpec): ContainerCreateOptions {
  const first = spec.network.kind === "networks" ? spec.network.attach[0] : undefined;
  return {
    Image: spec.image,
    ...(spec.command && { Cmd: [...spec.command] }),
    ...(spec.user !== undefined && { User: spec.user }),
    ...(spec.hostname !== undefined && { Hostname: spec.hostname }),
    Env: Object.entries(spec.env ?? {}).map(([name, value]) => `${name}=${value}`),
    Labels: { ...spec.labels },
    StopTimeout: STOP_SECONDS,
    ExposedPorts: Object.fromEntries((spec.publish ?? []).map(({ container }) => [`${container}/tcp`, {}])),
    HostConfig: hostConfig(spec),
    ...(first && { NetworkingConfig: { EndpointsConfig: { [first.network]: endpoint(first) } } }),
  };
}

/** The engine's words for one attachment to a network. */
export function endpoint(attachment: NetworkAttachment): EndpointSettings {
  return attachment.address === undefined ? {} : { IPAMConfig: { IPv4Address: attachment.address } };
}

function hostConfig(spec: ContainerSpec): HostConfig {
  return {
    ...networkConfig(spec),
    Mounts: (spec.mounts ?? []).map((one) => mount(one, spec.labels)),
    Tmpfs: Object.fromEntries(Object.entries(spec.tmpfs ?? {}).map(([path, mb]) => [path, tmpfsOptions(mb)])),
    ReadonlyRootfs: spec.readOnlyRoot,
    SecurityOpt: ["no-new-privileges"],
    CapDrop: ["ALL"],
    CapAdd: [...spec.capabilities],
    Memory: spec.memoryMb * MB,
    MemorySwap: spec.memoryMb * MB,
    NanoCpus: Math.round(spec.cpus * 1e9),
    PidsLimit: spec.pids,
    Ulimits: [{ Name: "nofile", Soft: OPEN_FILES, Hard: OPEN_FILES }],
    LogConfig: spec.keepLogs
      ? { Type: "json-file", Config: { "max-size": LOG_SIZE, "max-file": "2" } }
      : { Type: "none", Config: {} },
    RestartPolicy: { Name: spec.restart },
    Init: spec.init,
    AutoRemove: false,
  };
}

function networkConfig(spec: ContainerSpec): HostConfig {
  switch (spec.network.kind) {
    case "none":
      return { NetworkMode: "none", ...hosts(spec) };
    case "container":
      // the namespace's owner holds the hosts, the resolver and the ports
      return { NetworkMode: `container:${spec.network.id}` };
    case "networks":
      return {
        NetworkMode: spec.network.attach[0]?.network ?? "none",
        ...hosts(spec),
        // Engine 20.10's resolver asks outside on a container's behalf even on an internal network, a way out:
        // it is pointed at nothing. Names come from /etc/hosts.
        Dns: ["127.0.0.1"],
        DnsSearch: ["."],
        // it then answers nothing at all: a name that nobody knows shall cost seconds of nobody's start
        DnsOptions: ["timeout:1", "attempts:1"],
        PortBindings: Object.fromEntries(
          (spec.publish ?? []).map(({ container, host }) => [
            `${container}/tcp`,
            [{ HostIp: "127.0.0.1", HostPort: host === 0 ? "" : String(host) }],
          ]),
        ),
      };
  }
}

function hosts(spec: ContainerSpec): HostConfig {
  return { ExtraHosts: Object.entries(spec.hosts ?? {}).map(([name, address]) => `${name}:${address}`) };
}

/**
 * The engine would give a new volume the image's own folder, its owner included, and whoever owns a folder on a volume
 * can fill the machine's disk. Without that copy it is root's, as the files are that podlab puts there.
 */
function mount({ volume, target, readOnly, fromImage = false }: Mount, labels: Labels): MountSettings {
  // A container that somebody removes by hand leaves its own volume behind: by the labels it is found all the same.
  const VolumeOptions = { NoCopy: !fromImage, Labels: { ...labels }, DriverConfig: { Name: "", Options: {} } };
  return { Type: "volume", Source: volume ?? "", Target: target, ReadOnly: readOnly, VolumeOptions };
}

function tmpfsOptions(mb: number): string {
  return `rw,nosuid,nodev,size=${mb}m,mode=1777`;
}
