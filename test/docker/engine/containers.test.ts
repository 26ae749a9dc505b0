import { describe, expect, it } from "vitest";
import { NotFoundError } from "../../../src/engine/errors.ts";
import { useLaboratory } from "./laboratory.ts";

const laboratory = useLaboratory("containers");

describe("a container's life", () => {
  it("is found by its labels, in the state that it is in", async () => {
    const { engine } = laboratory;
    const labels = { ...laboratory.labels, "podlab.test.part": "life" };
    const id = await laboratory.create({ labels, hostname: "box", env: { GREETING: "a=b" } });
    const state = async () => (await engine.containers({ "podlab.test.part": "life" })).map((found) => found.state);

    expect(await state()).toEqual(["created"]);
    await engine.start(id);
    expect(await state()).toEqual(["running"]);
    await engine.pause(id);
    expect(await state()).toEqual(["paused"]);
    await engine.unpause(id);
    await engine.stop(id, 0);
    expect(await engine.inspect(id)).toMatchObject({
      state: "exited",
      hostname: "box",
      env: { GREETING: "a=b" },
      labels,
      restarts: 0,
      oomKilled: false,
    });
    await engine.remove(id);
    expect(await state()).toEqual([]);
  });

  it("selects any value of a label that is asked for without one", async () => {
    const labels = { ...laboratory.labels, "podlab.test.any": "whatever" };
    const id = await laboratory.create({ labels });
    const found = await laboratory.engine.containers({ "podlab.test.any": "" });
    expect(found.map((container) => container.id)).toEqual([id]);
  });

  it("takes what is already so for done", async () => {
    const { engine } = laboratory;
    const id = await laboratory.run();
    await engine.start(id);
    await engine.unpause(id);
    await engine.pause(id);
    await engine.pause(id);
    await engine.unpause(id);
    await engine.kill(id);
    await engine.wait(id);
    await engine.kill(id);
    await engine.stop(id, 0);
    await Promise.all([engine.remove(id), engine.remove(id), engine.remove(id)]);
    await engine.remove(id);
  });

  it("says which container is gone", async () => {
    const { engine } = laboratory;
    await expect(engine.start("no-such-box")).rejects.toThrow(NotFoundError);
    await expect(engine.inspect("no-such-box")).rejects.toThrow(/no-such-box/);
  });

  it("removes a paused container", async () => {
    const id = await laboratory.run();
    await laboratory.engine.pause(id);
    await laboratory.engine.remove(id);
    await expect(laboratory.engine.inspect(id)).rejects.toThrow(NotFoundError);
  });

  it("kills and stops a paused container", async () => {
    const { engine } = laboratory;
    const [killed, stopped] = await Promise.all([laboratory.run(), laboratory.run()]);
    await Promise.all([engine.pause(killed), engine.pause(stopped)]);
    await Promise.all([engine.kill(killed), engine.stop(stopped, 0)]);
    expect(await Promise.all([engine.wait(killed), engine.wait(stopped)])).toEqual([137, expect.any(Number)]);
  });

  it("removes anonymous volumes with their container", async () => {
    const { engine } = laboratory;
    const id = await laboratory.run({ mounts: [{ target: "/lab", readOnly: false }] });
    const volume = /\/volumes\/([0-9a-f]{64})\//.exec(
      (await engine.exec(id, ["cat", "/proc/self/mountinfo"])).stdout,
    )?.[1];
    const volumes = async () => (await engine.volumes({})).map(({ name }) => name);
    expect(await volumes()).toContain(volume);
    await engine.remove(id);
    expect(await volumes()).not.toContain(volume);
  });
});

describe("a container's walls", () => {
  it("drop every capability, forbid new privileges and keep the root read-only", async () => {
    const { engine } = laboratory;
    const id = await laboratory.run({ tmpfs: { "/tmp": 1 } });
    const status = (await engine.exec(id, ["cat", "/proc/self/status"])).stdout;
    expect(status).toMatch(/CapBnd:\s+0{16}/);
    expect(status).toMatch(/NoNewPrivs:\s+1/);
    expect(await engine.exec(id, ["touch", "/etc/x"])).toMatchObject({ code: 1, stderr: /Read-only/ });
    const mounts = (await engine.exec(id, ["grep", " /tmp ", "/proc/mounts"])).stdout;
    expect(mounts).toMatch(/nosuid.*nodev/);
    expect(mounts).toMatch(/size=1024k/);
    expect((await engine.exec(id, ["stat", "-c", "%a", "/tmp"])).stdout).toBe("1777\n");
    expect((await engine.exec(id, ["sh", "-c", "ulimit -n"])).stdout).toBe("4096\n");
  });

  it("keep the capabilities that are asked for", async () => {
    const id = await laboratory.run({ capabilities: ["NET_BIND_SERVICE"] });
    const status = (await laboratory.engine.exec(id, ["cat", "/proc/self/status"])).stdout;
    expect(status).toMatch(/CapBnd:\s+0{13}400/);
  });

  it("kill what wants more memory than its limit", async () => {
    const hog = "const all = []; for (;;) all.push(Buffer.alloc(8e6, 1))";
    const id = await laboratory.run({ command: ["node", "-e", hog], init: false });
    expect(await laboratory.engine.wait(id)).toBe(137);
    expect((await laboratory.engine.inspect(id)).oomKilled).toBe(true);
  });

  it("say how much memory is used", async () => {
    const id = await laboratory.run();
    const { memoryBytes } = await laboratory.engine.stats(id);
    expect(memoryBytes).toBeGreaterThan(10_000);
    expect(memoryBytes).toBeLessThan(64 * 1024 * 1024);
  });
});
