import { randomBytes } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import { openEngine } from "../../../src/engine/open.ts";
import type { ContainerSpec, Engine } from "../../../src/engine/types.ts";

/** An engine of which a test file may use what carries the file's own label; that is removed before and after. */
export interface Laboratory {
  readonly engine: Engine;
  readonly labels: Readonly<Record<string, string>>;
  /** An image with a shell and Node. */
  readonly image: string;
  /** A name that no other run uses. */
  name(part: string): string;
  /** Creates a small container that sleeps, with whatever is asked beside. */
  create(spec?: Partial<ContainerSpec>): Promise<string>;
  /** The same, started. */
  run(spec?: Partial<ContainerSpec>): Promise<string>;
  /** A closed network on the first free /28 of 10.213.0.0/16. */
  network(options?: { closed?: boolean }): Promise<{ id: string; prefix: string }>;
}

/** How long `expect.poll` asks: on a machine that is busy with other tests a container's start takes seconds. */
export const PATIENTLY = { timeout: 30_000 };

/** @param file names the label: two files that run at the same time need two */
export function useLaboratory(file: string): Laboratory {
  const labels = { "podlab.test": `engine-${file}` };
  const run = randomBytes(3).toString("hex");
  let opened: { engine: Engine; image: string } | undefined;
  let names = 0;

  const laboratory: Laboratory = {
    get engine() {
      return given(opened).engine;
    },
    get image() {
      return given(opened).image;
    },
    labels,
    name: (part) => `podlab-test-${file}-${run}-${part}-${names++}`,
    create: (spec = {}) =>
      laboratory.engine.create({
        name: laboratory.name("box"),
        image: laboratory.image,
        command: ["sleep", "600"],
        labels,
        network: { kind: "none" },
        readOnlyRoot: true,
        capabilities: [],
        memoryMb: 64,
        cpus: 0.5,
        pids: 32,
        restart: "no",
        init: true,
        keepLogs: true,
        ...spec,
      }),
    async run(spec) {
      const id = await laboratory.create(spec);
      await laboratory.engine.start(id);
      return id;
    },
    async network({ closed = true } = {}) {
      const { engine } = laboratory;
      // A lab that runs beside this has a larger subnet, anywhere in its 256 addresses.
      const taken = await engine.subnets();
      const isFree = (prefix: string) => !taken.some((subnet) => subnet.startsWith(`${prefix}.`));
      const prefixes = Array.from({ length: 256 }, (_, third) => `10.213.${third}`);
      const prefix = prefixes.find(isFree) ?? "";
      const id = await engine.createNetwork({ name: laboratory.name("net"), labels, subnet: `${prefix}.0/28`, closed });
      return { id, prefix };
    },
  };

  beforeAll(async () => {
    const engine = await openEngine();
    opened = { engine, image: await aBase(engine) };
    await removeAll(engine, labels);
  });
  afterAll(async () => {
    if (opened === undefined) return;
    await removeAll(opened.engine, labels);
    opened.engine.close();
  });
  return laboratory;
}

function given<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("the laboratory opens with the first test");
  return value;
}

async function aBase(engine: Engine): Promise<string> {
  const references = (await engine.images({})).flatMap((image) => image.references);
  const found = references.find((reference) => reference.startsWith("podlab/base:"));
  if (found === undefined) throw new Error("no podlab/base image is there: `npm test` builds it first");
  return found;
}

async function removeAll(engine: Engine, labels: Readonly<Record<string, string>>): Promise<void> {
  await Promise.all((await engine.containers(labels)).map(({ id }) => engine.remove(id)));
  await Promise.all((await engine.networks(labels)).map(({ id }) => engine.removeNetwork(id)));
  await Promise.all((await engine.volumes(labels)).map(({ name }) => engine.removeVolume(name)));
}
