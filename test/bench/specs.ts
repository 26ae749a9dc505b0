import type Docker from "dockerode";

/** What the floor script makes: the very containers of a session of podlab's, as the engine tells of them. */
export interface FloorSpecs {
  readonly url: string;
  readonly port: string;
  readonly replicas: number;
  readonly networks: readonly object[];
  /** Containers with a network of their own: the agent and the pods' infra containers. */
  readonly holders: readonly FloorContainer[];
  readonly members: readonly (FloorContainer & { readonly holder: string })[];
}

interface FloorContainer {
  readonly name: string;
  readonly body: object;
  readonly archive?: { readonly path: string; readonly tar: string };
  /** Networks that it is connected to besides its first. */
  readonly further?: readonly string[];
}

const PORT = 18_087;

/** Reads a running session of podlab's and writes down what it is made of, under the floor's own names. */
export async function readSpecs(docker: Docker, session: string): Promise<FloorSpecs> {
  const filters = { label: [`podlab.session=${session}`] };
  const listed = await docker.listContainers({ all: true, filters });
  const inspected = await Promise.all(listed.map(({ Id }) => docker.getContainer(Id).inspect()));
  const networks = await docker.listNetworks({ filters });
  const nameOf = (container: Docker.ContainerInspectInfo) =>
    `floor-${container.Config.Labels["podlab.role"]}-${container.Config.Labels["podlab.service"]}`;
  const byId = new Map(inspected.map((container) => [container.Id, nameOf(container)]));
  const holders = inspected.filter(({ HostConfig }) => !HostConfig.NetworkMode?.startsWith("container:"));
  const members = inspected.filter((container) => !holders.includes(container));
  return {
    url: `http://127.0.0.1:${PORT}/`,
    port: `${PORT}`,
    replicas: 3,
    networks: networks.map(({ Name, Internal, Options, IPAM }) => ({
      Name: `floor-${Name}`,
      Driver: "bridge",
      Internal,
      Options,
      IPAM: { Driver: "default", Config: IPAM?.Config },
    })),
    holders: holders.map((container) => ({
      name: nameOf(container),
      body: {
        ...configOf(container),
        HostConfig: { ...container.HostConfig, ...onFloorNetwork(container), PortBindings: publish(container) },
        NetworkingConfig: {
          EndpointsConfig: Object.fromEntries(
            Object.entries(container.NetworkSettings.Networks)
              .slice(0, 1)
              .map(([name, { IPAMConfig }]) => [`floor-${name}`, { IPAMConfig }]),
          ),
        },
      },
      further: Object.keys(container.NetworkSettings.Networks)
        .slice(1)
        .map((name) => `floor-${name}`),
    })),
    members: await Promise.all(
      members.map(async (container) => {
        const holder = byId.get((container.HostConfig.NetworkMode ?? "").replace("container:", "")) ?? "";
        return {
          name: nameOf(container),
          holder,
          body: {
            ...configOf(container),
            Hostname: undefined,
            ExposedPorts: undefined,
            HostConfig: { ...container.HostConfig, NetworkMode: `container:${holder}` },
          },
          ...(await filesOf(docker, container)),
        };
      }),
    ),
  };
}

function configOf({ Config }: Docker.ContainerInspectInfo): object {
  const { Image, Cmd, Env, User, WorkingDir, Entrypoint, Hostname, ExposedPorts, StopTimeout } =
    Config as typeof Config & {
      StopTimeout?: number;
    };
  return { Image, Cmd, Env, User, WorkingDir, Entrypoint, Hostname, ExposedPorts, StopTimeout };
}

function onFloorNetwork({ NetworkSettings }: Docker.ContainerInspectInfo): { NetworkMode: string } {
  return { NetworkMode: `floor-${Object.keys(NetworkSettings.Networks)[0]}` };
}

function publish({ HostConfig }: Docker.ContainerInspectInfo): object {
  const ports = Object.keys((HostConfig.PortBindings ?? {}) as object);
  return Object.fromEntries(ports.map((port) => [port, [{ HostIp: "127.0.0.1", HostPort: `${PORT}` }]]));
}

async function filesOf(
  docker: Docker,
  container: Docker.ContainerInspectInfo,
): Promise<Pick<FloorContainer, "archive">> {
  if (container.Mounts.every(({ Destination }) => Destination !== "/lab")) return {};
  const stream = await docker.getContainer(container.Id).getArchive({ path: "/lab/." });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return { archive: { path: "/lab", tar: Buffer.concat(chunks).toString("base64") } };
}
