import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type LockHolder, lockLab } from "../../../src/workspace/lock.ts";
import { temporaryFolder } from "./temporary.ts";

describe("the lock of a lab", () => {
  it("makes a second command wait for the first, and names it", async () => {
    await using home = await temporaryFolder();
    const order: string[] = [];
    const first = await lockLab(request(home.path, "podlab check demo"));
    const { promise: waiting, resolve } = Promise.withResolvers<LockHolder>();
    const second = lockLab({ ...request(home.path, "podlab reset demo"), onWait: resolve }).then((lock) => {
      order.push("second begins");
      return lock;
    });
    expect(await waiting).toEqual({ pid: process.pid, command: "podlab check demo", lasting: false });
    order.push("first ends");
    await first[Symbol.asyncDispose]();
    await using _second = await second;
    expect(order).toEqual(["first ends", "second begins"]);
  });

  it("turns others away while a guided session has it, and says what to do", async () => {
    await using home = await temporaryFolder();
    await using _guided = await lockLab({ ...request(home.path, "podlab start demo"), lasting: true });
    await expect(lockLab(request(home.path, "podlab check demo"))).rejects.toMatchObject({
      exitCode: 3,
      message: `\`podlab start demo\` (process ${process.pid}) is working on demo in another terminal`,
      hint: expect.stringContaining("leave it first: q"),
    });
  });

  it("turns away who waits already when a guided session gets the lab, and has told of the waiting once", async () => {
    await using home = await temporaryFolder();
    await using _short = await lockLab(request(home.path, "podlab check demo"));
    const told: LockHolder[] = [];
    const { promise: waiting, resolve } = Promise.withResolvers<void>();
    const onWait = (holder: LockHolder) => {
      told.push(holder);
      resolve();
    };
    const second = lockLab({ ...request(home.path, "podlab reset demo"), onWait });
    await waiting;
    const guided = { pid: process.pid, command: "podlab start demo", lasting: true };
    await writeFile(join(home.path, ".podlab/locks/demo.json"), JSON.stringify(guided));
    await expect(second).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining("podlab start demo") });
    expect(told).toHaveLength(1);
  });

  it("is one for each lab and each learner", async () => {
    await using one = await temporaryFolder();
    await using other = await temporaryFolder();
    await using _first = await lockLab(request(one.path, "podlab check demo"));
    const others = [
      { ...request(one.path, "podlab check second"), lab: "second" },
      request(other.path, "podlab check demo"),
    ];
    // Either fails the test when it has to wait.
    for (const lock of await Promise.all(others.map(lockLab))) await lock[Symbol.asyncDispose]();
  });

  it("ends its waiting with the reason of the signal", async () => {
    await using home = await temporaryFolder();
    await using _first = await lockLab(request(home.path, "podlab check demo"));
    const abort = new AbortController();
    const onWait = () => abort.abort(new Error("Ctrl-C"));
    await expect(lockLab({ ...request(home.path, "x"), onWait, signal: abort.signal })).rejects.toThrow("Ctrl-C");
  });

  it("is taken over from a podlab that was killed", async () => {
    await using home = await temporaryFolder();
    const killed = spawn(process.execPath, ["-e", "0"]);
    await once(killed, "exit");
    await mkdir(join(home.path, ".podlab/locks"), { recursive: true });
    await writeFile(join(home.path, ".podlab/locks/demo.lock"), `${killed.pid} 12345\n`);
    await using lock = await lockLab(request(home.path, "podlab check demo"));
    expect(lock).toBeDefined();
  });
});

function request(home: string, command: string) {
  const onWait = (holder: LockHolder) => expect.fail(`waited for ${holder.command}`);
  return { home, lab: "demo", command, onWait, signal: new AbortController().signal };
}
