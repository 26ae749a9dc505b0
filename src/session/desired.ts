import { createHash } from "node:crypto";
import type { ContainerSpec, FileEntry } from "../engine/types.ts";
import type { EntryPort, Lab, Parameters, Ready, ServiceDefinition } from "../lab/types.ts";
import { hashOf, type Role, sessionLabels } from "./labels.ts";
import { assignAddresses } from "./subnets.ts";

/** One container as it should be. `key` is unique in the session and stable: "agent", "infra/shop", "member/tls". */
export interface DesiredContainer {
  readonly key: string;
  readonly role: Extract<Role, "infra" | "agent" | "member">;
  readonly service: string;
  readonly hash: string;
  /** Keys of containers that must run before this one is started, and whose replacement replaces this one. */
  readonly parents: readonly string[];
  /** Keys of containers that must be ready before this one starts. */
  readonly after: readonly string[];
  readonly spec: Omit<ContainerSpec, "name" | "labels" | "network"> & {
    readonly network:
      | { readonly kind: "join"; readonly key: string }
      | { readonly kind: "lab"; readonly address: string; readonly entry: boolean };
  };
  readonly files: readonly FileEntry[];
}

export interface Desired {
  readonly session: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly containers: readonly DesiredContainer[];
  readonly volumes: readonly string[];
  /** The bridge over which the agent publishes entry ports; only where the lab has any. */
  readonly entryNetwork: boolean;
  readonly agentAddress: string;
  readonly addresses: ReadonlyMap<string, string>;
}

export interface DesireRequest {
  readonly session: string;
  readonly owner: string;
  readonly lab: Lab;
  readonly seed: number;
  readonly parameters: Parameters;
  /** What provided services ask of whoever uses their admin port. */
  readonly token: string;
  readonly subnet: string;
  /** Image references: "infra", "agent", and one per build target of the lab. */
  readonly images: { readonly infra: string; readonly agent: string; readonly targets: ReadonlyMap<string, string> };
  /** The learner's files by their path in the workspace. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Entry ports where the engine chooses: for sessions that no learner looks at. */
  readonly anyPorts?: boolean;
  /** Environment that a check lays over services'. */
  readonly env?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An entry port and where the agent listens for it inside its container. */
export interface RelayedEntry {
  readonly service: string;
  readonly pod: string;
  readonly entry: EntryPort;
  readonly listen: number;
}

const FIRST_RELAY_PORT = 20_000;

/** What a session should be made of: a pure function of the lab, the learner's files and where the network lies. */
export function desire(request: DesireRequest): Desired {
  const { lab } = request;
  const pods = Object.keys(lab.pods);
  const addresses = assignAddresses(request.subnet, pods);
  const hosts = Object.fromEntries(addresses.pods);
  const entries = relayedEntries(lab);
  const infras = pods.map((pod) => infra(request, pod, addresses.pods.get(pod) ?? "", hosts));
  const members = pods.flatMap((pod) =>
    Object.entries(lab.pods[pod] ?? {}).map(([name, service]) => member(request, pod, name, service)),
  );
  return {
    session: request.session,
    labels: sessionLabels(request.session, request.owner, lab.id, request.seed),
    containers: [agent(request, addresses.agent, hosts, entries), ...infras, ...members],
    volumes: lab.certificate === undefined ? [] : [certificateVolume(request.session), stateVolume(request.session)],
    entryNetwork: entries.length > 0,
    agentAddress: addresses.agent,
    addresses: addresses.pods,
  };
}

/** Entry ports in the lab's order, with the ports at which the agent relays them. */
export function relayedEntries(lab: Lab): RelayedEntry[] {
  const found = Object.entries(lab.pods).flatMap(([pod, services]) =>
    Object.entries(services).flatMap(([service, { entry }]) => (entry === undefined ? [] : [{ service, pod, entry }])),
  );
  return found.map((one, index) => ({ ...one, listen: FIRST_RELAY_PORT + index }));
}

/** A service's readiness probe with the session's values filled in. */
export function readyOf(
  service: ServiceDefinition,
  parameters: Parameters,
  overlay: Readonly<Record<string, string>> = {},
): Ready | undefined {
  if (typeof service.ready !== "function") return service.ready;
  return service.ready(parameters, { ...environmentOf(service, parameters), ...overlay });
}

function environmentOf(service: ServiceDefinition, parameters: Parameters): Readonly<Record<string, string>> {
  return typeof service.env === "function" ? service.env(parameters) : (service.env ?? {});
}

/** Where the session's certificate lies for the services that mount it. */
export const CERTIFICATE_FOLDER = "/certs";
/** Where the agent alone keeps the session's authority. */
export const STATE_FOLDER = "/state";
/** Where the learner's files lie in a container. */
export const FILES_FOLDER = "/lab";

export function certificateVolume(session: string): string {
  return `podlab-${session}-certs`;
}

export function stateVolume(session: string): string {
  return `podlab-${session}-state`;
}

function agent(
  request: DesireRequest,
  address: string,
  hosts: Readonly<Record<string, string>>,
  entries: readonly RelayedEntry[],
): DesiredContainer {
  const relays = entries.map(({ pod, entry, listen }) => ({ listen, host: pod, port: entry.port }));
  const mounts =
    request.lab.certificate === undefined
      ? []
      : [
          { volume: certificateVolume(request.session), target: CERTIFICATE_FOLDER, readOnly: false },
          { volume: stateVolume(request.session), target: STATE_FOLDER, readOnly: false },
        ];
  return sealed({
    key: "agent",
    role: "agent",
    service: "agent",
    parents: [],
    after: [],
    spec: {
      ...PODLABS_OWN,
      image: request.images.agent,
      command: ["node", "/agent.js", "relay", JSON.stringify(relays)],
      network: { kind: "lab", address, entry: entries.length > 0 },
      hosts,
      hostname: "agent",
      publish: entries.map(({ entry, listen }) => ({
        container: listen,
        host: request.anyPorts === true ? 0 : entry.port,
      })),
      mounts,
      memoryMb: 256,
      cpus: 2,
      pids: 128,
      init: true,
    },
    files: [],
  });
}

function infra(
  request: DesireRequest,
  pod: string,
  address: string,
  hosts: Readonly<Record<string, string>>,
): DesiredContainer {
  return sealed({
    key: `infra/${pod}`,
    role: "infra",
    service: pod,
    parents: [],
    after: [],
    spec: {
      ...PODLABS_OWN,
      image: request.images.infra,
      network: { kind: "lab", address, entry: false },
      hosts,
      hostname: pod,
      memoryMb: 16,
      cpus: 0.1,
      pids: 8,
      init: false,
    },
    files: [],
  });
}

function member(request: DesireRequest, pod: string, name: string, service: ServiceDefinition): DesiredContainer {
  const files = (service.files ?? []).flatMap((listed) => {
    const path = listed.replace(/\?$/, "");
    const content = request.files.get(path);
    return content === undefined ? [] : [{ path, content }];
  });
  const provided = service.files === undefined;
  const env = environmentOf(service, request.parameters);
  const infraKey = `infra/${pod}`;
  const certificates = service.certificates === true;
  return sealed({
    key: `member/${name}`,
    role: "member",
    service: name,
    parents: certificates ? [infraKey, "agent"] : [infraKey],
    after: (service.after ?? []).map((other) => `member/${other}`),
    spec: {
      image: imageFor(request, service.target),
      env: { ...env, ...(provided ? { PODLAB_TOKEN: request.token } : {}), ...request.env?.[name] },
      network: { kind: "join", key: infraKey },
      mounts: [
        ...(files.length > 0 ? [{ target: FILES_FOLDER, readOnly: false }] : []),
        ...(certificates
          ? [{ volume: certificateVolume(request.session), target: CERTIFICATE_FOLDER, readOnly: true }]
          : []),
      ],
      tmpfs: { "/tmp": 16, ...service.tmpfs },
      readOnlyRoot: true,
      capabilities: service.capabilities ?? [],
      memoryMb: service.limits?.memoryMb ?? 128,
      cpus: service.limits?.cpus ?? 0.5,
      pids: service.limits?.pids ?? 64,
      restart: service.restart ?? "no",
      init: true,
      keepLogs: true,
    },
    files,
  });
}

const PODLABS_OWN = {
  readOnlyRoot: true,
  capabilities: [],
  restart: "no",
  keepLogs: true,
} as const;

function imageFor(request: DesireRequest, target: string): string {
  const reference = request.images.targets.get(target);
  if (reference === undefined) throw new RangeError(`no image was built for the target ${target}`);
  return reference;
}

/** Adds the hash of everything that the container is made from. */
function sealed(container: Omit<DesiredContainer, "hash">): DesiredContainer {
  const files = container.files.map(({ path, content, mode }) => [
    path,
    createHash("sha256").update(content).digest("hex"),
    mode ?? 0,
  ]);
  return { ...container, hash: hashOf([container.spec, container.parents, files]) };
}
