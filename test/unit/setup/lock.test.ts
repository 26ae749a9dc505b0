import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acquireLock } from "../../../src/setup/lock.mjs";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  file = join(folder, "setup.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

function refuseToWait(pid: number): never {
  throw new Error(`waits for ${pid}`);
}

describe("the set-up lock", () => {
  it("names its process, and leaves nothing behind when it is released", async () => {
    const lock = await acquireLock(file, { onWait: refuseToWait });
    expect(readFileSync(file, "utf8")).toMatch(new RegExp(`^${process.pid} \\S+\n$`));
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("makes the second wait for the first, and says at every refusal for which process", async () => {
    const first = await acquireLock(file, { onWait: refuseToWait });
    const waited: number[] = [];
    const second = acquireLock(file, {
      onWait: (pid) => {
        waited.push(pid);
        if (waited.length === 2) first.release();
      },
    });
    (await second).release();
    expect(waited).toEqual([process.pid, process.pid]);
  });

  it("is taken over from a process that is gone", async () => {
    writeFileSync(file, "4194305 123\n");
    (await acquireLock(file, { onWait: refuseToWait })).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is taken over when another process has got the number of the one that is gone", async () => {
    writeFileSync(file, `${process.pid} 1\n`);
    (await acquireLock(file, { onWait: refuseToWait })).release();
  });

  it("is taken over although a take-over was cut short", async () => {
    writeFileSync(file, "4194305 123\n");
    writeFileSync(`${file}.takeover`, "4194306 123\n");
    (await acquireLock(file, { onWait: refuseToWait })).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("stops waiting when it is told to", async () => {
    const first = await acquireLock(file, { onWait: refuseToWait });
    const abort = new AbortController();
    const second = acquireLock(file, { onWait: () => abort.abort(), signal: abort.signal });
    await expect(second).rejects.toThrow(/aborted/);
    first.release();
  });
});
