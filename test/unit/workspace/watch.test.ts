import { execFile, spawn } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { copyFileSync, mkdirSync, renameSync, rmSync, truncateSync, watch, writeFileSync } from "node:fs";
import { cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it, vi } from "vitest";
import type { EventSource } from "../../../src/workspace/folder-events.ts";
import { watchFiles } from "../../../src/workspace/watch.ts";
import { temporaryFolder } from "./temporary.ts";

/** How editors save; in one go, so that nobody looks in the middle, which would be a change as well. */
const EDITORS: Readonly<Record<string, (file: string, content: string) => unknown>> = {
  "vim (backup renamed, file made anew, after a trial of the folder)": (file, content) => {
    writeFileSync(join(file, "../4913"), "");
    rmSync(join(file, "../4913"));
    renameSync(file, `${file}~`);
    writeFileSync(file, content);
    rmSync(`${file}~`);
  },
  "vim with backupcopy (backup copied, file overwritten)": (file, content) => {
    copyFileSync(file, `${file}~`);
    writeFileSync(file, content);
    rmSync(`${file}~`);
  },
  "JetBrains (safe write)": (file, content) => {
    writeFileSync(`${file}___jb_tmp___`, content);
    renameSync(file, `${file}___jb_old___`);
    renameSync(`${file}___jb_tmp___`, file);
    rmSync(`${file}___jb_old___`);
  },
  "VS Code (truncated and written)": (file, content) => {
    truncateSync(file);
    writeFileSync(file, content);
  },
  "sed -i": (file, content) => promisify(execFile)("sed", ["-i", `s/.*/${content}/`, file]),
  "an atomic writer (temporary file renamed)": (file, content) => {
    writeFileSync(`${file}.tmp`, content, { flush: true });
    renameSync(`${file}.tmp`, file);
  },
};

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

describe("watching saves", () => {
  it("tells once of files that are saved together", async () => {
    await using place = await watched("events");
    for (const path of ["a.conf", "sub/b.js", "c.sh"]) writeFileSync(join(place.path, path), "new");
    await place.told(["a.conf", "c.sh", "sub/b.js"]);
    await place.saidNoMore(1);
  });

  it("tells of two hundred files once, each by name", async () => {
    const many = Array.from({ length: 200 }, (_, number) => `many/${number}.conf`);
    await using place = await watched("events", { paths: many });
    mkdirSync(join(place.path, "many"));
    for (const path of many) writeFileSync(join(place.path, path), "new");
    await place.told(many.toSorted());
    await place.saidNoMore(1);
  });

  it.each(Object.entries(EDITORS))("as %s saves, tells once for each save", async (_, save) => {
    await using place = await watched("events");
    for (const content of ["first", "second", "third"]) {
      await save(join(place.path, "a.conf"), content);
      await place.told(["a.conf"]);
    }
    await place.saidNoMore(3);
  });

  it("tells of a git checkout that takes a folder away and brings it back, and of saves after it", async () => {
    await using place = await watched("events");
    const git = (...words: string[]) =>
      promisify(execFile)("git", ["-c", "user.name=x", "-c", "user.email=x@localhost", ...words], { cwd: place.path });
    await git("init", "-q", "-b", "main");
    await git("add", ".");
    await git("commit", "-q", "-m", "with");
    await git("checkout", "-q", "-b", "without");
    await git("rm", "-q", "-r", "sub");
    await place.told(["sub/b.js"]);
    await git("commit", "-q", "-m", "without");
    await git("checkout", "-q", "main");
    await place.told(["sub/b.js"]);
    await writeFile(join(place.path, "sub/b.js"), "again");
    await place.told(["sub/b.js"]);
  });

  it("goes on in a folder that was put in the watched one's place", async () => {
    await using place = await watched("events");
    await cp(place.path, `${place.path}.other`, { recursive: true });
    await writeFile(join(`${place.path}.other`, "a.conf"), "other");
    await rename(place.path, `${place.path}.old`);
    await rename(`${place.path}.other`, place.path);
    await place.told(["a.conf"]);
    await writeFile(join(place.path, "a.conf"), "again");
    await place.told(["a.conf"]);
    await writeFile(join(`${place.path}.old`, "a.conf"), "nobody's");
    await writeFile(join(place.path, "sub/b.js"), "last");
    await place.told(["sub/b.js"]);
  });

  it("needs no look at the files where the folder gives events", async () => {
    await using place = await watched("events");
    const began = performance.now();
    await writeFile(join(place.path, "a.conf"), "new");
    await place.told(["a.conf"]);
    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe("watching a folder without events", () => {
  it.each([
    ["none comes", closable],
    ["it can't be watched", refuse],
    ["watching it fails", failing],
  ])("goes over to looking where %s, and says so", async (_, source) => {
    await using place = await watched("events", { source });
    expect(place.polled).toBe(1);
    await writeFile(join(place.path, "a.conf"), "new");
    await place.told(["a.conf"]);
    await writeFile(join(place.path, "c.sh"), "created");
    await place.told(["c.sh"]);
  });

  it("goes over to looking where its own events come and those of others' saves don't", async () => {
    await using place = await watched("events", { source: probesOnly });
    expect(place.polled).toBe(0);
    for (const content of ["first", "second"]) {
      await writeFile(join(place.path, "a.conf"), content);
      await place.told(["a.conf"]);
    }
    await vi.waitFor(() => expect(place.polled).toBe(1));
    await writeFile(join(place.path, "a.conf"), "third");
    await place.told(["a.conf"]);
  });

  it("leaves no probe behind, and takes none for a save", async () => {
    await using place = await watched("events");
    expect((await readdir(place.path)).toSorted()).toEqual(["a.conf", "sub"]);
    expect(place.calls).toEqual([]);
  });

  it("leaves no probe behind when it is killed while it waits for the event", async () => {
    await using place = await temporaryFolder();
    const program = `
      import { EventEmitter } from "node:events";
      import { watchFiles } from "${join(import.meta.dirname, "../../../src/workspace/watch.ts")}";
      const source = () => Object.assign(new EventEmitter(), { close() {} });
      await watchFiles({ folder: process.argv[1], paths: ["a"], onChange() {}, source });
      process.kill(process.pid, "SIGKILL");`;
    const child = spawn(process.execPath, ["--input-type=module", "--no-warnings", "-e", program, place.path]);
    const [, signal] = await once(child, "exit");
    expect(signal).toBe("SIGKILL");
    expect(await readdir(place.path)).toEqual([]);
  });

  it("that is not there is looked for until it is", async () => {
    await using place = await temporaryFolder();
    const folder = join(place.path, "later");
    const calls: string[][] = [];
    await using watcher = await watchFiles({ folder, paths: ["a.conf"], onChange: (paths) => calls.push(paths) });
    await watcher.settled;
    await mkdir(folder);
    await writeFile(join(folder, "a.conf"), "new");
    await vi.waitFor(() => expect(calls).toEqual([["a.conf"]]), { timeout: 5000, interval: 5 });
  });
});

/** A source that never tells anything. */
function closable() {
  return Object.assign(new EventEmitter(), { close: () => {} });
}

/** As when a user has too many watches. */
function refuse(): never {
  throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
}

function failing() {
  const source = closable();
  setImmediate(() => source.emit("error", new Error("gone")));
  return source;
}

/** As of a folder that is shared with another machine, on which its files are saved. */
function probesOnly(...[folder, listener]: Parameters<EventSource>) {
  return watch(folder, (event, name) => name?.endsWith(".probe") && listener(event, name));
}

interface Watching {
  readonly source?: EventSource;
  readonly paths?: readonly string[];
}

async function watched(mode: "events" | "polling", { source, paths = [] }: Watching = {}) {
  const folder = await temporaryFolder();
  const path = join(folder.path, "lab");
  await mkdir(join(path, "sub"), { recursive: true });
  await writeFile(join(path, "a.conf"), "old");
  await writeFile(join(path, "sub/b.js"), "old");
  const calls: string[][] = [];
  let polled = 0;
  let seen = 0;
  const watcher = await watchFiles({
    folder: path,
    paths: ["a.conf", "sub/b.js", "c.sh", ...paths],
    mode,
    onChange: (changed) => calls.push(changed.sort()),
    onPolling: () => polled++,
    ...(source ? { source } : {}),
  });
  await watcher.settled;
  return {
    path,
    calls,
    /** How often it said that it polls. */
    get polled() {
      return polled;
    },
    /** Waits until exactly these were told since the last time, together or one after the other. */
    async told(expected: readonly string[]) {
      const since = () => [...new Set(calls.slice(seen).flat())].sort();
      await vi.waitFor(() => expect(since()).toEqual(expected), { timeout: 5000, interval: 5 });
      seen = calls.length;
    },
    /** Waits for a further save to be told of: before it there were so many calls. */
    async saidNoMore(times: number) {
      const before = calls.length;
      writeFileSync(join(path, "c.sh"), "the last save");
      await vi.waitFor(() => expect(calls.length).toBeGreaterThan(before), { timeout: 5000, interval: 5 });
      expect(calls.slice(0, -1)).toHaveLength(times);
    },
    async [Symbol.asyncDispose]() {
      await watcher[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}
