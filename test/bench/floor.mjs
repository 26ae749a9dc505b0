// The floor of `npm run bench`: the least that a program must do to have the same containers running.
// A bare dockerode script, given what podlab's session was made of (see specs.ts) as a JSON file:
//   node floor.mjs start|reset|anew|stop|plain|cluster SPECS
import { readFile } from "node:fs/promises";
import Docker from "dockerode";

const [verb, file] = process.argv.slice(2);
const specs = JSON.parse(await readFile(file, "utf8"));
const docker = new Docker();
const LABEL = "podlab-bench-floor";

const verbs = { start, reset, stop, anew, plain, cluster };
await verbs[verb]();
process.exit(0);

/** Network, then holders of addresses in parallel, each pod's members as soon as its holder runs, then polling. */
async function start() {
  await Promise.all(specs.networks.map((network) => docker.createNetwork({ ...network, Labels: { [LABEL]: "1" } })));
  await Promise.all(
    specs.holders.map(async (holder) => {
      await run(holder);
      await Promise.all(specs.members.filter((member) => member.holder === holder.name).map(run));
    }),
  );
  await untilAnswered();
}

/** The lab lease-fencing: etcd and the store first, the candidates once etcd says that it is healthy, as the lab asks. */
async function cluster() {
  await Promise.all(specs.networks.map((network) => docker.createNetwork({ ...network, Labels: { [LABEL]: "1" } })));
  await Promise.all(specs.holders.map(run));
  const isCandidate = ({ name }) => name.includes("-cand-");
  const isEtcd = ({ name }) => name.includes("-etcd-");
  await Promise.all(specs.members.filter((member) => !isCandidate(member)).map(run));
  await Promise.all(specs.members.filter(isEtcd).map(untilHealthy));
  await Promise.all(specs.members.filter(isCandidate).map(run));
}

/** One process in the container asks, as podlab's agent does: an exec for each question would cost more than the answer. */
async function untilHealthy({ name }) {
  const ask = "const ask = () => fetch('http://127.0.0.1:2379/health').then((answer) => answer.ok || later(), later);";
  const later = "const later = () => setTimeout(ask, 20);";
  const exec = await docker
    .getContainer(name)
    .exec({ Cmd: ["node", "-e", `${later} ${ask} ask();`], AttachStdout: true });
  const stream = await exec.start({});
  await new Promise((resolve, reject) => stream.on("end", resolve).on("error", reject).resume());
}

/** Removes everything, network included, and makes it again. */
async function anew() {
  await stop();
  await start();
}

/** Removes and makes the members anew on the holders, which stand. */
async function reset() {
  await Promise.all(
    specs.members.map(async (member) => {
      await docker.getContainer(member.name).remove({ force: true, v: true });
      await run(member);
    }),
  );
  await untilAnswered();
}

/** The balancer and the replicas alone, as a script for nothing but them would: an ordinary network, a published port. */
async function plain() {
  const name = "floor-plain";
  const { IPAM } = specs.networks.find(({ Internal }) => Internal);
  await docker.createNetwork({ Name: name, Driver: "bridge", IPAM, Labels: { [LABEL]: "1" } });
  await Promise.all(
    specs.members.map((member) => {
      const holder = specs.holders.find((candidate) => candidate.name === member.holder);
      const [{ IPAMConfig }] = Object.values(holder.body.NetworkingConfig.EndpointsConfig);
      const published =
        member.archive === undefined ? {} : { "8080/tcp": [{ HostIp: "127.0.0.1", HostPort: specs.port }] };
      return run({
        ...member,
        body: {
          ...member.body,
          ExposedPorts: { "8080/tcp": {} },
          HostConfig: {
            ...member.body.HostConfig,
            NetworkMode: name,
            ExtraHosts: holder.body.HostConfig.ExtraHosts,
            PortBindings: published,
          },
          NetworkingConfig: { EndpointsConfig: { [name]: { IPAMConfig } } },
        },
      });
    }),
  );
  await untilAnswered();
}

async function stop() {
  const filters = { label: [LABEL] };
  const containers = await docker.listContainers({ all: true, filters });
  await Promise.all(containers.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })));
  const networks = await docker.listNetworks({ filters });
  await Promise.all(networks.map(({ Id }) => docker.getNetwork(Id).remove()));
}

async function run({ name, body, archive, further = [] }) {
  const container = await docker.createContainer({
    _query: { name },
    _body: { ...body, Labels: { [LABEL]: "1" } },
  });
  if (archive !== undefined) await container.putArchive(Buffer.from(archive.tar, "base64"), { path: archive.path });
  await Promise.all(further.map((network) => docker.getNetwork(network).connect({ Container: container.id })));
  await container.start();
}

/** Through the entry port, until each of the replicas has answered. */
async function untilAnswered() {
  const seen = new Set();
  const until = Date.now() + 60_000;
  while (seen.size < specs.replicas) {
    const answer = await fetch(specs.url).then(
      (response) => (response.ok ? response.json() : undefined),
      () => undefined,
    );
    if (Date.now() > until) throw new Error(`the floor's services do not answer: ${[...seen]}`);
    if (answer === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
    else seen.add(answer.host);
  }
}
