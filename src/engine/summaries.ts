import type { ContainerInfo, ContainerInspectInfo, ImageInfo, NetworkInspectInfo } from "dockerode";
import type { ContainerDetails, ContainerSummary, ImageSummary, Labels, NetworkSummary } from "./types.ts";

/** Label filters in the engine's form; an empty value matches any. */
export function labelFilter(labels: Labels): { label: string[] } {
  return { label: Object.entries(labels).map(([name, value]) => (value === "" ? name : `${name}=${value}`)) };
}

export function containerSummary(info: ContainerInfo): ContainerSummary {
  return {
    id: info.Id,
    name: bare(info.Names?.[0] ?? ""),
    labels: info.Labels ?? {},
    state: stateOf(info.State),
    image: info.Image,
  };
}

/** What podlab reads of the engine's long answer. */
export interface InspectedContainer extends Pick<ContainerInspectInfo, "Id" | "Name" | "RestartCount"> {
  readonly State: Pick<
    ContainerInspectInfo["State"],
    "Status" | "ExitCode" | "OOMKilled" | "Pid" | "StartedAt" | "FinishedAt"
  >;
  readonly Config: Pick<ContainerInspectInfo["Config"], "Hostname" | "Image" | "Labels" | "Env">;
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { readonly HostPort: string }[] | null>>;
    readonly Networks: Readonly<
      Record<string, { readonly IPAddress: string; readonly IPAMConfig?: { readonly IPv4Address?: string } | null }>
    >;
  };
}

export function containerDetails(info: InspectedContainer): ContainerDetails {
  return {
    id: info.Id,
    name: bare(info.Name),
    labels: info.Config.Labels ?? {},
    state: stateOf(info.State.Status),
    image: info.Config.Image,
    hostname: info.Config.Hostname,
    env: environment(info.Config.Env ?? []),
    exitCode: info.State.ExitCode,
    oomKilled: info.State.OOMKilled,
    restarts: info.RestartCount,
    startedAt: time(info.State.StartedAt),
    finishedAt: time(info.State.FinishedAt),
    ports: publishedPorts(info.NetworkSettings.Ports ?? {}),
    addresses: Object.fromEntries(
      Object.entries(info.NetworkSettings.Networks)
        .map(([name, network]) => [name, network.IPAddress || (network.IPAMConfig?.IPv4Address ?? "")] as const)
        .filter(([, address]) => address !== ""),
    ),
    pid: info.State.Pid,
  };
}

export function networkSummary(info: NetworkInspectInfo): NetworkSummary {
  return { id: info.Id, name: info.Name, labels: info.Labels ?? {}, subnet: subnetsOf(info)[0] ?? "" };
}

export function subnetsOf(info: NetworkInspectInfo): string[] {
  return (info.IPAM?.Config ?? []).flatMap(({ Subnet }) => (Subnet === undefined ? [] : [Subnet]));
}

export function imageSummary(info: ImageInfo): ImageSummary {
  return {
    id: info.Id,
    references: (info.RepoTags ?? []).filter((tag) => tag !== "<none>:<none>").map(shortName),
    labels: info.Labels ?? {},
    sizeBytes: info.Size,
    createdAt: info.Created * 1000,
  };
}

function bare(name: string): string {
  return name.replace(/^\//, "");
}

/**
 * Without the registry, which Podman spells out ("localhost/podlab/base:1", "registry.example/library/node:24"): a first
 * part with a dot or a port, or localhost, as in Docker's own rule for references.
 */
function shortName(reference: string): string {
  return reference.replace(/^(localhost|[^/]*[.:][^/]*)\/(library\/)?/, "");
}

const STATES = ["created", "running", "paused", "restarting", "exited", "removing", "dead"] as const;

/** Other engines have states of their own ("configured", "stopping"): whatever is unknown is no longer, or not yet, running. */
function stateOf(state: string): ContainerSummary["state"] {
  return STATES.find((known) => known === state) ?? "exited";
}

function environment(entries: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    entries.map((entry) => {
      const [name = "", ...value] = entry.split("=");
      return [name, value.join("=")];
    }),
  );
}

/** ms since the epoch; the engine's year 1 means never. */
function time(text: string): number {
  return Math.max(0, Date.parse(text) || 0);
}

function publishedPorts(ports: InspectedContainer["NetworkSettings"]["Ports"]): Record<string, number> {
  return Object.fromEntries(
    Object.entries(ports).flatMap(([port, bindings]) => {
      const host = Number(bindings?.[0]?.HostPort ?? 0);
      return host === 0 ? [] : [[port, host] as const];
    }),
  );
}
