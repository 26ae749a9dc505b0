import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import { NotFoundError, PortTakenError, SubnetTakenError } from "../../../src/engine/errors.ts";
import { PATIENTLY, useLaboratory } from "./laboratory.ts";

const laboratory = useLaboratory("networks");

describe("a network", () => {
  it("is found by its labels, with its subnet, and removed without complaint about a second time", async () => {
    const { engine, labels } = laboratory;
    const { id, prefix } = await laboratory.network();
    expect(await engine.networks(labels)).toContainEqual(
      expect.objectContaining({ id, labels, subnet: `${prefix}.0/28` }),
    );
    expect(await engine.subnets()).toContain(`${prefix}.0/28`);
    await engine.removeNetwork(id);
    await engine.removeNetwork(id);
    expect(await engine.subnets()).not.toContain(`${prefix}.0/28`);
  });

  it("is refused on a subnet that is in use", async () => {
    const { prefix } = await laboratory.network();
    const overlapping = { name: laboratory.name("net"), labels: laboratory.labels, subnet: `${prefix}.0/24` };
    await expect(laboratory.engine.createNetwork({ ...overlapping, closed: true })).rejects.toThrow(SubnetTakenError);
  });

  it("gives containers the addresses and the names that were chosen", async () => {
    const { engine } = laboratory;
    const { id: network, prefix } = await laboratory.network();
    const attach = (last: number) =>
      ({ kind: "networks", attach: [{ network, address: `${prefix}.${last}` }] }) as const;
    const server = await laboratory.run({ network: attach(5), command: ["node", "-e", ANSWERS], memoryMb: 128 });
    const client = await laboratory.run({ network: attach(6), hosts: { web: `${prefix}.5` } });
    expect(Object.values((await engine.inspect(server)).addresses)).toEqual([`${prefix}.5`]);
    await expect
      .poll(async () => (await engine.exec(client, ["node", "-e", asks("web", 8080)])).stdout, PATIENTLY)
      .toBe("hello");
  });

  it("can't be removed while a container uses it", async () => {
    const { id: network } = await laboratory.network();
    await laboratory.run({ network: { kind: "networks", attach: [{ network }] } });
    await expect(laboratory.engine.removeNetwork(network)).rejects.toThrow(/active endpoints/);
  });

  it("is told apart when it is missing", async () => {
    const network = { kind: "networks", attach: [{ network: "no-such-net" }] } as const;
    const id = await laboratory.create({ network });
    await expect(laboratory.engine.start(id)).rejects.toThrow(NotFoundError);
  });
});

describe("a closed network", () => {
  it("reaches neither the host's listeners nor any name outside", async () => {
    const { engine } = laboratory;
    const { id: network, prefix } = await laboratory.network();
    const id = await laboratory.run({ network: { kind: "networks", attach: [{ network }] } });
    const listener = createHttpServer((_, answer) => answer.end("host")).listen(0, "0.0.0.0");
    await once(listener, "listening");
    const address = listener.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    try {
      expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("host");
      const knocks = [`${prefix}.1`, ...hostAddresses()].map((host) => asks(host, port));
      const { code, stdout } = await engine.exec(id, ["node", "-e", `${knocks.join(";")}; console.log("asked")`]);
      expect(code).toBe(0);
      expect(stdout).toContain("asked");
      expect(stdout).not.toContain("host");
      const lookup = "require('dns').lookup('www.example.org', (error) => console.log(error?.code))";
      const began = performance.now();
      expect((await engine.exec(id, ["node", "-e", lookup])).stdout).toMatch(/EAI_AGAIN|ENOTFOUND/);
      expect(performance.now() - began, "ms until the name is given up").toBeLessThan(6_000);
    } finally {
      listener.close();
    }
  });
});

describe("a container that joins another's network", () => {
  it("shares its address, its names and its loopback", async () => {
    const { engine } = laboratory;
    const { id: network, prefix } = await laboratory.network();
    const attach = [{ network, address: `${prefix}.4` }];
    const hosts = { elsewhere: `${prefix}.9` };
    const owner = await laboratory.run({ network: { kind: "networks", attach }, hosts, hostname: "pod" });
    const joined = { kind: "container", id: owner } as const;
    await laboratory.run({ network: joined, command: ["node", "-e", ANSWERS], memoryMb: 128 });
    const member = await laboratory.run({ network: joined });
    await expect
      .poll(async () => (await engine.exec(member, ["node", "-e", asks("127.0.0.1", 8080)])).stdout, PATIENTLY)
      .toBe("hello");
    expect((await engine.exec(member, ["cat", "/etc/hosts"])).stdout).toContain(`${prefix}.9\telsewhere`);
    expect((await engine.exec(member, ["hostname"])).stdout).toBe("pod\n");
  });
});

describe("published ports", () => {
  it("are on 127.0.0.1 alone, beside a closed network, at a port that the engine chose", async () => {
    const { engine } = laboratory;
    const inner = await laboratory.network();
    const entry = await laboratory.network({ closed: false });
    const id = await laboratory.run({
      network: {
        kind: "networks",
        attach: [{ network: entry.id }, { network: inner.id, address: `${inner.prefix}.3` }],
      },
      publish: [{ container: 8080, host: 0 }],
      command: ["node", "-e", ANSWERS],
      memoryMb: 128,
    });
    const details = await engine.inspect(id);
    expect(Object.values(details.addresses)).toContain(`${inner.prefix}.3`);
    const port = details.ports["8080/tcp"] ?? 0;
    await expect
      .poll(() => fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.text()), PATIENTLY)
      .toBe("hello");
    for (const host of hostAddresses()) await expect(fetch(`http://${host}:${port}/`)).rejects.toThrow();
  });

  it("name the one that another program has", async () => {
    const { id: network } = await laboratory.network({ closed: false });
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    try {
      const publish = [{ container: 8080, host: port }];
      const id = await laboratory.create({ network: { kind: "networks", attach: [{ network }] }, publish });
      const failure = await laboratory.engine.start(id).catch((error) => error);
      expect(failure).toBeInstanceOf(PortTakenError);
      expect(failure).toMatchObject({ port });
    } finally {
      other.close();
    }
  });
});

describe("a container that can't be attached to all its networks", () => {
  it("is not left behind", async () => {
    const { engine, labels } = laboratory;
    const { id: network } = await laboratory.network();
    const marked = { ...labels, "podlab.test.part": "half" };
    const attach = [{ network }, { network: "bridge", address: "172.17.0.99" }];
    await expect(laboratory.create({ labels: marked, network: { kind: "networks", attach } })).rejects.toThrow(
      /user.* networks only/,
    );
    expect(await engine.containers(marked)).toEqual([]);
  });
});

const ANSWERS = "require('http').createServer((_, answer) => answer.end('hello')).listen(8080)";

/** A program that prints what a server answers, or why it did not within a second. */
function asks(host: string, port: number): string {
  return `fetch("http://${host}:${port}/", { signal: AbortSignal.timeout(1000) })
    .then((answer) => answer.text()).catch((error) => String(error)).then((text) => process.stdout.write(text))`;
}

function hostAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ family, internal }) => family === "IPv4" && !internal).map(({ address }) => address);
}
