import { writeFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { watchFiles } from "../../../src/workspace/watch.ts";
import { temporaryFolder } from "./temporary.ts";

describe.each(["events", "polling"] as const)("watching by %s", (mode) => {
  it("tells of a save in place", async () => {
    await using place = await watched(mode);
    await writeFile(join(place.path, "a.conf"), "new");
    await place.told(["a.conf"]);
  });

  it("tells of a save by rename, again and again", async () => {
    await using place = await watched(mode);
    for (const content of ["first", "second"]) {
      await writeFile(join(place.path, "a.conf~"), content);
      await rename(join(place.path, "a.conf~"), join(place.path, "a.conf"));
      await place.told(["a.conf"]);
    }
  });

  it("tells of a file in a subfolder, and of one that was not there", async () => {
    await using place = await watched(mode);
    await writeFile(join(place.path, "sub/b.js"), "new");
    await place.told(["sub/b.js"]);
    await writeFile(join(place.path, "c.sh"), "new");
    await place.told(["c.sh"]);
  });

  it("tells of a removal", async () => {
    await using place = await watched(mode);
    await rm(join(place.path, "a.conf"));
    await place.told(["a.conf"]);
  });

  it("tells of the folder's removal, and of saves after its return", async () => {
    await using place = await watched(mode);
    await rm(place.path, { recursive: true });
    await place.told(["a.conf", "sub/b.js"]);
    await mkdir(join(place.path, "sub"), { recursive: true });
    await writeFile(join(place.path, "a.conf"), "back");
    await place.told(["a.conf"]);
    await writeFile(join(place.path, "a.conf"), "again");
    await place.told(["a.conf"]);
  });

  it("says nothing of a save that changes nothing, nor of other files", async () => {
    await using place = await watched(mode);
    await writeFile(join(place.path, "a.conf"), "old");
    await writeFile(join(place.path, "notes.txt"), "mine");
    await writeFile(join(place.path, "sub/b.js"), "new");
    await place.told(["sub/b.js"]);
  });
});

it("tells once of files that are saved together", async () => {
  await using place = await watched("events");
  for (const path of ["a.conf", "sub/b.js", "c.sh"]) writeFileSync(join(place.path, path), "new");
  await vi.waitFor(() => expect(place.calls).toEqual([["a.conf", "c.sh", "sub/b.js"]]), { timeout: 5000, interval: 5 });
});

it("needs no look at the files where the folder gives events", async () => {
  await using place = await watched("events");
  const began = performance.now();
  await writeFile(join(place.path, "a.conf"), "new");
  await place.told(["a.conf"]);
  expect(performance.now() - began).toBeLessThan(500);
});

async function watched(mode: "events" | "polling") {
  const folder = await temporaryFolder();
  const path = join(folder.path, "lab");
  await mkdir(join(path, "sub"), { recursive: true });
  await writeFile(join(path, "a.conf"), "old");
  await writeFile(join(path, "sub/b.js"), "old");
  const calls: string[][] = [];
  const onChange = (paths: string[]) => calls.push(paths.sort());
  const watcher = await watchFiles({ folder: path, paths: ["a.conf", "sub/b.js", "c.sh"], onChange, mode });
  await watcher.settled;
  return {
    path,
    calls,
    /** Waits until exactly these were told, together or one after the other, and forgets them. */
    async told(paths: string[]) {
      await vi.waitFor(() => expect([...new Set(calls.flat())].sort()).toEqual(paths), { timeout: 5000, interval: 5 });
      calls.length = 0;
    },
    async [Symbol.asyncDispose]() {
      await watcher[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
