import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import Docker from "dockerode";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ContainerDetails } from "../../../src/engine/types.ts";
import { readAptSources } from "../../../src/setup/apt-sources.mjs";
import { runInside, tryDns, tryTcp } from "../../support/inside.ts";
import { Learner } from "../../support/learner.ts";

const LAB = "https-sidecar";

let learner: Learner;
let other: Learner;
let docker: Docker;
/** The container in which the learner's own programs run. */
let own: string;
/** Somebody's server on the host, open to everybody: "::" takes IPv4 too. */
let listener: Server;
beforeAll(async () => {
  [learner, other] = await Promise.all([Learner.arrive(), Learner.arrive()]);
  await Promise.all([learner, other].map((one) => one.must(["start", LAB, "--detach"])));
  docker = new Docker({ socketPath: learner.engine.host.replace("unix://", "") });
  own = (await learner.container("tls")).id;
  listener = createServer((socket) => socket.on("error", () => undefined).end("host")).listen(0, "::");
  await once(listener, "listening");
});
afterAll(async () => {
  listener.close();
  await Promise.all([learner, other].map((one) => one[Symbol.asyncDispose]()));
});

describe("a program of the learner's, inside its container", () => {
  it("reaches no listener on the host, by any address that the host has on any interface or bridge", async () => {
    const { port } = listener.address() as AddressInfo;
    // Other tests' bridges come and go; each of these leads to the listener, from where it may.
    const addresses = await reachable(hostAddresses(), port);
    const bridges = await gateways();
    expect(bridges.filter((address) => addresses.includes(address)).length).toBeGreaterThan(1);
    const inside = [...addresses.map((address) => address.replace(/%.*/, "%eth0")), ...bridges];
    const reached = await tryTcp(
      learner.engine,
      own,
      [...new Set(inside)].map((address) => `${address} ${port}`),
    );
    expect(Object.entries(reached).filter(([, word]) => word === "connected")).toEqual([]);
  });

  it("has no way out: nobody answers at its gateway's address, and nothing beyond is reached", async () => {
    expect(await tryTcp(learner.engine, own, ["agent 20000"])).toEqual({ "agent 20000": "connected" });
    const outside = await tryTcp(learner.engine, own, ["192.0.2.1 80", "198.51.100.1 443", "2001:db8::1 80"]);
    expect(Object.values(outside)).not.toContain("connected");
    const { routes, neighbours } = await runInside<{ routes: string[][]; neighbours: string[][] }>(
      learner.engine,
      own,
      `import { readFileSync } from "node:fs";
       const rows = (file) => readFileSync(file, "utf8").trim().split("\\n").slice(1).map((row) => row.trim().split(/\\s+/));
       console.log(JSON.stringify({ routes: rows("/proc/net/route"), neighbours: rows("/proc/net/arp") }));`,
    );
    const gateways = routes.map(([, , gateway = ""]) => fromHex(gateway)).filter((gateway) => gateway !== "0.0.0.0");
    const known = neighbours.filter(([, , flags]) => Number(flags) !== 0).map(([address]) => address);
    // It has just spoken to a neighbour in the lab, so that an answer of the gateway would have been seen.
    expect(known).toContain(Object.values((await agentOf(learner)).addresses)[0]);
    for (const gateway of gateways) expect(known).not.toContain(gateway);
  });

  it("resolves no name of the outside, through no resolver", async () => {
    // One that this machine may well resolve: where its own packages come from.
    const name = new URL(readAptSources()[0]?.uri ?? "http://www.example.org").hostname;
    const { code, stdout } = await learner.engine.exec(own, ["getent", "hosts", name]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    const resolvers = (await readFile("/etc/resolv.conf", "utf8")).matchAll(/^nameserver\s+([^\s%]+)$/gm);
    const servers = [...resolvers].flatMap(([, server]) => (server === undefined ? [] : [server]));
    // The last is the engine's own in every container, which asks on the host if it is let.
    const asked = await tryDns(learner.engine, own, {
      name,
      servers: [...servers, ...(await gateways()), "127.0.0.1", "127.0.0.11"],
    });
    expect(Object.entries(asked).filter(([, word]) => word === "answered")).toEqual([]);
  });

  it("finds neither the engine's socket nor its port", async () => {
    const found = await runInside<string[]>(
      learner.engine,
      own,
      `import { readdirSync, statSync } from "node:fs";
       const sockets = (folder, depth) => readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
         const path = folder + "/" + entry.name;
         if (entry.isSocket()) return [path];
         try { return entry.isDirectory() && depth > 0 ? sockets(path, depth - 1) : []; } catch { return []; }
       });
       console.log(JSON.stringify(["/run", "/var/run/", "/tmp", "/lab", "/certs", "/var/lib", "/mnt"].flatMap((folder) => {
         try { return sockets(folder, 4); } catch { return []; }
       })));`,
    );
    expect(found).toEqual([]);
    const ports = (await gateways()).flatMap((address) => [`${address} 2375`, `${address} 2376`]);
    expect(Object.values(await tryTcp(learner.engine, own, ports))).not.toContain("connected");
  });

  it("finds no port of the agent open but those that lead back into the lab", async () => {
    const agent = await agentOf(learner);
    const listening = await runInside<number[]>(learner.engine, agent.id, LISTENING);
    expect(listening).toEqual([20_000]);
    const [inLab, ...more] = Object.values(agent.addresses);
    expect(more).toHaveLength(1);
    const ports = Array.from({ length: 1_000 }, (_, index) => `${inLab} ${19_500 + index}`);
    const reached = await tryTcp(learner.engine, own, [...ports, ...more.map((address) => `${address} 20000`)]);
    const open = Object.entries(reached).filter(([, word]) => word === "connected");
    expect(open.map(([target]) => target)).toEqual([`${inLab} 20000`]);
  });

  it("reaches no container of another learner's session", async () => {
    const theirs = await Promise.all(
      (await other.engine.containers(other.labels)).map(({ id }) => other.engine.inspect(id)),
    );
    const addresses = theirs.flatMap((one) => Object.values(one.addresses)).filter((address) => address !== "");
    expect(addresses.length).toBeGreaterThanOrEqual(3);
    const targets = addresses.flatMap((address) => [`${address} 8443`, `${address} 8080`, `${address} 20000`]);
    expect(Object.values(await tryTcp(learner.engine, own, targets))).not.toContain("connected");
    // They are there for whoever is in their network.
    const neighbour = (await other.container("tls")).id;
    const own8443 = (await tryTcp(other.engine, neighbour, ["shop 8443"]))["shop 8443"];
    expect(own8443).toBe("connected");
  });

  it("is nobody in particular, has no capability and can get none", async () => {
    const { uid, status } = await runInside<{ uid: number; status: string }>(
      learner.engine,
      own,
      `import { readFileSync } from "node:fs";
       console.log(JSON.stringify({ uid: process.getuid(), status: readFileSync("/proc/self/status", "utf8") }));`,
    );
    expect(uid).not.toBe(0);
    for (const set of ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"])
      expect(status).toMatch(new RegExp(`^${set}:\\t0{16}$`, "m"));
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  });

  it("can write nothing but its temporary folders, and those are small", async () => {
    const written = await runInside<Record<string, string>>(
      learner.engine,
      own,
      `import { writeFileSync, chmodSync } from "node:fs";
       const attempt = (path) => { try { writeFileSync(path, "x"); return "written"; } catch (error) { return error.code; } };
       const paths = ["/lab/nginx.conf", "/lab/new", "/certs/tls.crt", "/certs/new", "/etc/passwd", "/new", "/usr/bin/nginx",
         "/proc/sys/net/ipv4/ip_forward", "/opt/podlab/new"];
       console.log(JSON.stringify(Object.fromEntries(paths.map((path) => [path, attempt(path)]))));`,
    );
    expect(Object.entries(written).filter(([, word]) => word === "written")).toEqual([]);
    const filled = await runInside<string>(
      learner.engine,
      own,
      `import { writeFileSync, rmSync } from "node:fs";
       let word = "written";
       // In pieces: what lies in /tmp counts as the container's memory, and one large piece would be there twice.
       try { for (let mb = 0; mb < 128; mb++) writeFileSync("/tmp/large", Buffer.alloc(1024 * 1024), { flag: "a" }); }
       catch (error) { word = error.code; }
       rmSync("/tmp/large", { force: true });
       console.log(JSON.stringify(word));`,
    );
    expect(filled).toBe("ENOSPC");
  });
});

describe("every container of a session", () => {
  it("is made without privileges, without host folders, with a read-only root and with limits", async () => {
    const containers = await learner.engine.containers(learner.labels);
    expect(containers).toHaveLength(4);
    for (const { id, name } of containers) {
      const { HostConfig, Mounts } = await docker.getContainer(id).inspect();
      expect(HostConfig, name).toMatchObject({
        Privileged: false,
        CapDrop: ["ALL"],
        SecurityOpt: ["no-new-privileges"],
        ReadonlyRootfs: true,
        PidMode: "",
        Ulimits: [{ Name: "nofile", Soft: 4096, Hard: 4096 }],
      });
      expect(HostConfig.CapAdd ?? [], name).toEqual([]);
      expect(HostConfig.Devices ?? [], name).toEqual([]);
      expect(HostConfig.IpcMode, name).not.toBe("host");
      expect(HostConfig.NetworkMode, name).not.toBe("host");
      expect(
        Mounts.filter(({ Type }) => Type !== "volume"),
        name,
      ).toEqual([]);
      expect(HostConfig.Memory, name).toBeGreaterThan(0);
      expect(HostConfig.Memory, name).toBeLessThanOrEqual(256 * 1024 * 1024);
      expect(HostConfig.MemorySwap, name).toBe(HostConfig.Memory);
      expect(HostConfig.NanoCpus, name).toBeGreaterThan(0);
      expect(HostConfig.PidsLimit, name).toBeGreaterThan(0);
    }
  });
});

async function agentOf(one: Learner): Promise<ContainerDetails> {
  return one.engine.inspect((await one.container("agent", "agent")).id);
}

/** An address as /proc/net/route writes it: hexadecimal, the last byte first. */
function fromHex(hex: string): string {
  return Buffer.from(hex, "hex").reverse().join(".");
}

/** The host's own addresses on every interface but the loopback; link-local ones with their interface. */
function hostAddresses(): string[] {
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.flatMap(({ address, internal, scopeid }) => {
      if (internal) return [];
      return [scopeid ? `${address}%${name}` : address];
    }),
  );
}

/** The gateway address of every bridge on the engine: those that have one, and where a closed one's would be. */
async function gateways(): Promise<string[]> {
  const networks = await docker.listNetworks();
  return networks.flatMap(({ IPAM }) =>
    (IPAM?.Config ?? []).flatMap(({ Subnet = "", Gateway }) => [
      Gateway ?? Subnet.replace(/(\d+)\/\d+$/, (_, last) => String(Number(last) + 1)),
    ]),
  );
}

/** Those addresses at which this process reaches the port. */
async function reachable(addresses: readonly string[], port: number): Promise<string[]> {
  const tried = await Promise.all(addresses.map(async (host) => ((await reaches(host, port)) ? [host] : [])));
  return tried.flat();
}

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.once("connect", end(true)).once("timeout", end(false)).once("error", end(false));
  });
}

/** The ports on which a container listens, but for the engine's own resolver on 127.0.0.11. */
const LISTENING = `
import { readFileSync } from "node:fs";
const rows = ["tcp", "tcp6"].flatMap((table) => readFileSync("/proc/net/" + table, "utf8").trim().split("\\n").slice(1));
const listening = rows.map((row) => row.trim().split(/\\s+/)).filter((row) => row[3] === "0A" && !row[1].startsWith("0B00007F"));
console.log(JSON.stringify([...new Set(listening.map((row) => Number.parseInt(row[1].split(":")[1], 16)))]));
`;
