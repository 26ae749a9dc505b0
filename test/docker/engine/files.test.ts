import { describe, expect, it } from "vitest";
import { EnvironmentError } from "../../../src/core/errors.ts";
import { useLaboratory } from "./laboratory.ts";

const laboratory = useLaboratory("files");
const file = (path: string, text: string, mode?: number) => ({
  path,
  content: Buffer.from(text),
  ...(mode === undefined ? {} : { mode }),
});

describe("putFiles", () => {
  it("puts files into a container that has not started, with their folders, modes and owner", async () => {
    const { engine } = laboratory;
    const id = await laboratory.create({ mounts: [{ target: "/lab", readOnly: false }] });
    await engine.putFiles(id, "/lab", [file("run.sh", "echo hi", 0o755), file("conf/a b/grün.conf", "ünïcode")]);
    await engine.start(id);
    const listing = await engine.exec(id, ["find", "/lab", "-mindepth", "1", "-printf", "%P %m %u\n"]);
    expect(listing.stdout.trim().split("\n").sort()).toEqual([
      "conf 755 root",
      "conf/a b 755 root",
      "conf/a b/grün.conf 644 root",
      "run.sh 755 root",
    ]);
    expect((await engine.exec(id, ["cat", "/lab/conf/a b/grün.conf"])).stdout).toBe("ünïcode");
  });

  it("replaces a file, byte for byte, whatever its bytes are", async () => {
    const { engine } = laboratory;
    const id = await laboratory.run({ mounts: [{ target: "/lab", readOnly: false }] });
    const content = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256));
    await engine.putFiles(id, "/lab", [file("data", "old")]);
    await engine.putFiles(id, "/lab", [{ path: "data", content }, file("empty", "")]);
    expect((await engine.exec(id, ["base64", "-w0", "/lab/data"])).stdout).toBe(content.toString("base64"));
    expect((await engine.exec(id, ["stat", "-c", "%s", "/lab/empty"])).stdout).toBe("0\n");
  });

  it("is refused on a read-only root, in the engine's words", async () => {
    const id = await laboratory.create();
    const put = laboratory.engine.putFiles(id, "/etc", [file("x", "x")]);
    await expect(put).rejects.toThrow(EnvironmentError);
    await expect(put).rejects.toThrow(/read-only/);
  });
});

describe("volumes", () => {
  it("are found by their labels, shared between containers, and removed without complaint about a second time", async () => {
    const { engine, labels } = laboratory;
    const name = laboratory.name("vol");
    await engine.createVolume(name, labels);
    expect(await engine.volumes(labels)).toContainEqual({ name, labels });

    const writer = await laboratory.create({ mounts: [{ volume: name, target: "/data", readOnly: false }] });
    await engine.putFiles(writer, "/data", [file("shared", "both see it")]);
    const reader = await laboratory.run({ mounts: [{ volume: name, target: "/data", readOnly: true }] });
    expect((await engine.exec(reader, ["cat", "/data/shared"])).stdout).toBe("both see it");
    expect((await engine.exec(reader, ["touch", "/data/mine"])).stderr).toMatch(/Read-only/);

    await engine.remove(writer);
    await engine.remove(reader);
    await engine.removeVolume(name);
    await engine.removeVolume(name);
    expect(await engine.volumes(labels)).not.toContainEqual({ name, labels });
  });

  it("begin as the image's folder where the container is to write there, and outlive its end and start", async () => {
    const { engine, labels } = laboratory;
    const mounts = [{ target: "/var/tmp", readOnly: false, fromImage: true }];
    const before = await engine.volumes(labels);
    const id = await laboratory.run({ mounts, user: "1000" });
    expect(await engine.volumes(labels)).toHaveLength(before.length + 1);
    expect((await engine.exec(id, ["sh", "-c", "echo kept > /var/tmp/note"])).stderr).toBe("");
    await engine.kill(id);
    await engine.start(id);
    expect((await engine.exec(id, ["cat", "/var/tmp/note"])).stdout).toBe("kept\n");
    await engine.remove(id);
    expect(await engine.volumes(labels)).toHaveLength(before.length);
  });
});
