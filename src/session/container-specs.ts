import { createHash } from "node:crypto";
import { commandOf, type ImageSource, imageName } from "../core/image-source.ts";
import type { ServiceDefinition } from "../lab/types.ts";
import type { DesiredContainer, DesireRequest, RelayedEntry } from "./desired-types.ts";
import { hashOf } from "./labels.ts";
import { CERTIFICATE_FOLDER, certificateVolume, FILES_FOLDER, STATE_FOLDER, stateVolume } from "./places.ts";
import { environmentOf } from "./service-values.ts";

/** The container that sends the probes and relays the entry ports. */
export function agent(
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

/** The container that owns a pod's network namespace, address and names. */
export function infra(
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

/** A service's container, in its pod's namespace. */
export function member(
  request: DesireRequest,
  pod: string,
  name: string,
  service: ServiceDefinition,
): DesiredContainer {
  const files = (service.files ?? []).flatMap((listed) => {
    const path = listed.replace(/\?$/, "");
    const content = request.files.get(path);
    return content === undefined ? [] : [{ path, content }];
  });
  const provided = service.files === undefined;
  const env = environmentOf(service, request.parameters);
  const infraKey = `infra/${pod}`;
  const certificates = service.certificates === true;
  const command = commandOf(service.image);
  return sealed({
    key: `member/${name}`,
    role: "member",
    service: name,
    parents: certificates ? [infraKey, "agent"] : [infraKey],
    after: (service.after ?? []).map((other) => `member/${other}`),
    spec: {
      image: imageFor(request, service.image),
      ...(command !== undefined && { command }),
      env: { ...env, ...(provided ? { PODLAB_TOKEN: request.token } : {}), ...request.env?.[name] },
      network: { kind: "join", key: infraKey },
      mounts: [
        ...(files.length > 0 ? [{ target: FILES_FOLDER, readOnly: false }] : []),
        ...(certificates
          ? [{ volume: certificateVolume(request.session), target: CERTIFICATE_FOLDER, readOnly: true }]
          : []),
        ...(service.data ?? []).map((target) => ({ target, readOnly: false, fromImage: true })),
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

function imageFor(request: DesireRequest, source: ImageSource): string {
  const reference = request.images.services.get(imageName(source));
  if (reference === undefined) throw new RangeError(`no image was built for ${imageName(source)}`);
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
