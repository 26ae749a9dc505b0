import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { PodlabEvent } from "../../../src/core/events.ts";
import { type ImageSource, LAB_PROGRAMS } from "../../../src/core/image-source.ts";
import { ensureBase, ensureImages, ownImage, podlabImages } from "../../../src/engine/images.ts";
import { IMAGE_LABEL } from "../../../src/engine/recipe.ts";
import { component, provided } from "../../../src/lab/define.ts";
import { useLaboratory } from "./laboratory.ts";

const laboratory = useLaboratory("images");
const root = join(import.meta.dirname, "../../..");
const lab = `test-${randomBytes(3).toString("hex")}`;
const never = new AbortController().signal;
const DOCKERFILE = `ARG BASE
FROM \${BASE} AS one
COPY note.txt /note.txt
CMD ["sleep", "600"]
FROM one AS two
RUN echo two > /two.txt
FROM \${BASE} AS broken
RUN for n in 1 2 3; do echo line $n; done; echo the reason >&2; exit 9
`;

let dockerFolder: string;
let events: PodlabEvent[];

beforeAll(async () => {
  dockerFolder = await mkdtemp(join(tmpdir(), "podlab-images-"));
});
beforeEach(async () => {
  events = [];
  await writeFile(join(dockerFolder, "Dockerfile"), DOCKERFILE);
  await writeFile(join(dockerFolder, "note.txt"), "first\n");
});
afterAll(async () => {
  await rm(dockerFolder, { recursive: true });
  for (const target of ["one", "two", "provided"]) {
    for (const image of await images(target)) await laboratory.engine.removeImage(image.references[0] ?? image.id);
  }
});

const images = (target: string) => laboratory.engine.images({ [IMAGE_LABEL]: `${lab}/${target}` });
const emit = (event: PodlabEvent) => void events.push(event);
const ensure = (...sources: ImageSource[]) =>
  ensureImages(laboratory.engine, { lab, dockerFolder, sources, root }, emit, never);
/** What was told of this lab's images; podlab's own are shared with whatever else runs on the engine. */
const states = () =>
  events.flatMap((event) =>
    event.event === "progress" && event.part.startsWith(`image ${lab}/`) ? [`${event.part} ${event.state}`] : [],
  );

describe("a lab's images", () => {
  it("are built once, with their progress told, and never again", async () => {
    const { services } = await ensure("one", "two");
    expect(states()).toEqual(
      expect.arrayContaining([`image ${lab}/one begun`, `image ${lab}/one going`, `image ${lab}/two done`]),
    );
    expect([...services.values()]).toEqual([
      expect.stringMatching(new RegExp(`^podlab/${lab}-one:[0-9a-f]{12}$`)),
      expect.stringMatching(new RegExp(`^podlab/${lab}-two:[0-9a-f]{12}$`)),
    ]);

    events = [];
    expect((await ensure("one", "two")).services).toEqual(services);
    expect(states()).toEqual([]);
  });

  it("hold the context's files and take the place of older ones that no container uses", async () => {
    const { engine } = laboratory;
    const before = (await ensure("one")).services.get("one");
    await writeFile(join(dockerFolder, "note.txt"), "second\n");
    const after = (await ensure("one")).services.get("one") ?? "";
    expect(after).not.toBe(before);
    const id = await laboratory.run({ image: after });
    expect((await engine.exec(id, ["cat", "/note.txt"])).stdout).toBe("second\n");
    expect((await images("one")).flatMap(({ references }) => references)).toEqual([after]);

    await writeFile(join(dockerFolder, "note.txt"), "third\n");
    const newest = (await ensure("one")).services.get("one");
    const kept = (await images("one")).flatMap(({ references }) => references);
    expect(kept.toSorted()).toEqual([after, newest].toSorted());
    await engine.remove(id);
  });

  it("get docker/shared under shared/ when the Dockerfile asks for it", async () => {
    await writeFile(join(dockerFolder, "Dockerfile"), `${DOCKERFILE.split("FROM one")[0]}COPY shared/ /shared/\n`);
    const image = (await ensure("one")).services.get("one") ?? "";
    const id = await laboratory.run({ image });
    expect((await laboratory.engine.exec(id, ["ls", "/shared"])).stdout).toContain("service.mjs");
    await laboratory.engine.remove(id);
  });

  it("hold a lab's programs beside docker/shared, with npm's packages to import", async () => {
    const program = 'import { sendJson } from "../shared/http.mjs"; import { connect } from "@nats-io/transport-node";';
    await writeFile(join(dockerFolder, "hello.mjs"), `${program} console.log(typeof sendJson, typeof connect);`);
    const { services } = await ensure(provided("hello.mjs"));
    const id = await laboratory.run({ image: services.get("provided") ?? "" });
    const { stdout } = await laboratory.engine.exec(id, ["node", `${LAB_PROGRAMS}/hello.mjs`]);
    expect(stdout).toBe("function function\n");
    await laboratory.engine.remove(id);
    await expect(ensure(provided("other.mjs"))).rejects.toThrow(/has no .*other\.mjs/);
    await expect(ensure(component("mainframe"))).rejects.toThrow("podlab has no component mainframe");
  });

  it("show the end of the builder's output when a step fails, and leave nothing behind", async () => {
    const failure = await ensure("broken").catch((error) => error);
    expect(failure.exitCode).toBe(3);
    expect(failure.message).toMatch(/could not be built: .*exit 9/);
    // Two streams of one process: each keeps its own order, the builder mixes them as they come.
    for (const line of ["line 1", "line 2", "line 3", "the reason"]) expect(failure.message).toContain(`\n  ${line}`);
    expect(states()).toContain(`image ${lab}/broken failed`);
    expect(await images("broken")).toEqual([]);
  });

  it("name the image whose Dockerfile the builder can't read", async () => {
    await writeFile(join(dockerFolder, "Dockerfile"), "ARG BASE\nFORM x\n");
    const failure = await ensure("one").catch((error) => error);
    expect(failure).toMatchObject({
      exitCode: 3,
      message: expect.stringMatching(/one:\w+ could not be built: .*FORM/),
    });
  });

  it("say when the Dockerfile has no such target", async () => {
    await expect(ensure("none")).rejects.toThrow(/none:\w+ could not be built: .*none/);
  });

  it("end well when two podlabs build the same at once", async () => {
    await writeFile(join(dockerFolder, "note.txt"), randomBytes(8));
    await writeFile(join(dockerFolder, "Dockerfile"), DOCKERFILE.replace("echo two", "head -c 16 /dev/urandom"));
    const [mine, theirs] = await Promise.all([ensure("two"), ensure("two")]);
    expect(mine.services).toEqual(theirs.services);
    expect(await laboratory.engine.imageExists(mine.services.get("two") ?? "")).toBe(true);
  });

  it("stop being built when the signal aborts", async () => {
    await writeFile(join(dockerFolder, "Dockerfile"), `${DOCKERFILE.split("FROM one")[0]}RUN sleep 30\n`);
    const stop = new AbortController();
    const request = { lab, dockerFolder, sources: ["one"], root };
    const building = ensureImages(
      laboratory.engine,
      request,
      (event) => {
        if (event.event === "progress" && event.text.includes("RUN sleep")) stop.abort(new Error("enough"));
      },
      stop.signal,
    );
    await expect(building).rejects.toThrow("enough");
  });
});

describe("podlab's own images", () => {
  it("are a static program that sleeps, for infra", async () => {
    const image = await ownImage(laboratory.engine, "infra", root, emit, never);
    const id = await laboratory.engine.create({
      name: laboratory.name("infra"),
      image,
      labels: laboratory.labels,
      network: { kind: "none" },
      readOnlyRoot: true,
      capabilities: [],
      memoryMb: 16,
      cpus: 0.1,
      pids: 8,
      restart: "no",
      init: false,
      keepLogs: true,
    });
    await laboratory.engine.start(id);
    expect((await laboratory.engine.exec(id, ["/sleep", "0"])).code).toBe(0);
    expect(await laboratory.engine.inspect(id)).toMatchObject({ state: "running" });
    const [infra] = await laboratory.engine.images({ [IMAGE_LABEL]: "infra" });
    expect(infra?.sizeBytes).toBeLessThan(3_000_000);
  });

  it("cut a pod off with iptables, for faults", async () => {
    const { engine } = laboratory;
    const image = await ownImage(engine, "fault", root, emit, never);
    const { id: network } = await laboratory.network();
    const pod = await laboratory.run({ network: { kind: "networks", attach: [{ network }] } });
    const fault = await laboratory.run({
      image,
      network: { kind: "container", id: pod },
      capabilities: ["NET_ADMIN", "NET_RAW"],
      tmpfs: { "/tmp": 4 },
    });
    const rule = ["INPUT", "-s", "10.213.0.9", "-m", "statistic", "--mode", "random", "--probability", "0.5"];
    expect(await engine.exec(fault, ["iptables", "-A", ...rule, "-j", "DROP"])).toMatchObject({ code: 0, stderr: "" });
    expect((await engine.exec(fault, ["iptables", "-S", "INPUT"])).stdout).toContain("-j DROP");
    expect(await engine.exec(pod, ["ls", "/usr/sbin/iptables"])).toMatchObject({ code: 2 });
  });

  it("are known by the base's name and found together, the root included", async () => {
    const base = await ensureBase(laboratory.engine, root, emit, never);
    expect(base).toMatch(/^podlab\/base:[0-9a-f]{12}$/);
    const references = (await podlabImages(laboratory.engine)).flatMap((image) => image.references);
    expect(references).toContain(base);
    expect(references.some((name) => name.startsWith("podlab/root:") || name.startsWith("node:"))).toBe(true);
  });
});

describe("images in a file", () => {
  it("come back as they were", async () => {
    const { engine } = laboratory;
    const reference = (await ensure("one")).services.get("one") ?? "";
    const file = join(dockerFolder, "../", `${lab}.tar`);
    await engine.saveImages([reference], file);
    expect((await stat(file)).size).toBeGreaterThan(1_000_000);
    await engine.removeImage(reference);
    expect(await engine.imageExists(reference)).toBe(false);
    await engine.loadImages(file);
    expect(await engine.imageExists(reference)).toBe(true);
    events = [];
    await ensure("one");
    expect(states()).toEqual([]);
    await rm(file);
  });

  it("are refused when the file is missing, cut off or no archive", async () => {
    const junk = join(dockerFolder, "junk.tar");
    await writeFile(junk, "this is no archive");
    await expect(laboratory.engine.loadImages(junk)).rejects.toThrow(/engine refused/);
    await expect(laboratory.engine.loadImages(join(dockerFolder, "none.tar"))).rejects.toThrow(/none\.tar/);
    await rm(junk);
  });

  it("say which file can't be written", async () => {
    const reference = (await ensure("one")).services.get("one") ?? "";
    const file = join(dockerFolder, "no/such/folder/all.tar");
    await expect(laboratory.engine.saveImages([reference], file)).rejects.toThrow(`${file} can't be written`);
  });

  it("leave no part of a file behind when an image is missing", async () => {
    await mkdir(join(dockerFolder, "out"), { recursive: true });
    const file = join(dockerFolder, "out/all.tar");
    await expect(laboratory.engine.saveImages(["podlab/nothing:here"], file)).rejects.toThrow();
    await expect(stat(file)).rejects.toThrow("ENOENT");
    await expect(stat(`${file}.part`)).rejects.toThrow("ENOENT");
    await rm(join(dockerFolder, "out"), { recursive: true });
  });
});
