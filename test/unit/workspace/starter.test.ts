import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { moveAll } from "../../../src/workspace/moves.ts";
import { prepareWorkspace } from "../../../src/workspace/prepare.ts";
import { undo } from "../../../src/workspace/undo.ts";
import { temporaryFolder } from "./temporary.ts";

const BEFORE = { "a.conf": "one\ntwo\nthree\n", "sub/b.js": "old", "gone.txt": "old" };

describe("a lab whose starter has changed", () => {
  it.each([
    ["is unchanged by the learner is taken", "old", "new", "old", { outcome: "taken" }, "new"],
    ["only the learner changed stays", "old", "old", "mine", undefined, "mine"],
    ["both changed alike stays", "old", "new", "new", undefined, "new"],
    [
      "both changed on other lines is merged",
      "1\n2\n3\n",
      "1\n2\nTHREE\n",
      "ONE\n2\n3\n",
      { outcome: "merged" },
      "ONE\n2\nTHREE\n",
    ],
    [
      "both changed on one line stays",
      "old",
      "new",
      "mine",
      { outcome: "beside", beside: "x.conf.new-starter" },
      "mine",
    ],
    ["is new in the lab is put there", undefined, "new", undefined, { outcome: "added" }, "new"],
    ["is new in both stays", undefined, "new", "mine", { outcome: "beside", beside: "x.conf.new-starter" }, "mine"],
    [
      "the lab dropped and the learner did not touch is removed",
      "old",
      undefined,
      "old",
      { outcome: "removed" },
      undefined,
    ],
    ["the lab dropped and the learner changed stays", "old", undefined, "mine", { outcome: "stays" }, "mine"],
    ["both removed stays away", "old", undefined, undefined, undefined, undefined],
    ["the learner removed comes back, as with every start", "old", "new", undefined, undefined, "new"],
    [
      "is no text and both changed stays",
      "\0old",
      "\0new",
      "\0mine",
      { outcome: "beside", beside: "x.conf.new-starter" },
      "\0mine",
    ],
  ])("keeps the learner's work: a file that %s", async (_, base, starter, mine, change, content) => {
    await using place = await labIn({ "x.conf": base, "other.txt": "o" });
    await prepareWorkspace(place.lab, place.home);
    await place.write({ "x.conf": mine });
    await place.starter({ "x.conf": starter });
    const { followed } = await prepareWorkspace(place.lab, place.home);
    expect(followed.changes).toEqual(change === undefined ? [] : [{ file: "x.conf", ...change }]);
    expect(await place.read("x.conf")).toBe(content);
    expect(await place.read("x.conf.new-starter")).toBe(change?.outcome === "beside" ? starter : undefined);
    // It is told once.
    expect((await prepareWorkspace(place.lab, place.home)).followed.changes).toEqual([]);
    expect(await place.read("x.conf")).toBe(content);
  });

  it("comes to all files at once, and an undo takes it back for good", async () => {
    await using place = await labIn(BEFORE);
    await prepareWorkspace(place.lab, place.home);
    await place.write({ "a.conf": "ONE\ntwo\nthree\n", "notes.txt": "mine", "sub/mine.js": "mine" });
    await place.starter({ "a.conf": "one\ntwo\nTHREE\n", "sub/b.js": "new", "gone.txt": undefined });
    const mine = await place.all();

    const { followed } = await prepareWorkspace(place.lab, place.home);
    expect(followed.changes.map(({ file, outcome }) => `${file} ${outcome}`)).toEqual([
      "a.conf merged",
      "gone.txt removed",
      "sub/b.js taken",
    ]);
    const followedFiles = {
      "a.conf": "ONE\ntwo\nTHREE\n",
      "notes.txt": "mine",
      "sub/b.js": "new",
      "sub/mine.js": "mine",
    };
    expect(await place.all()).toEqual(followedFiles);

    const undone = await undo("demo", place.home, new Date());
    expect(undone.back).toMatchObject({ path: followed.kept, because: "starter" });
    expect(await place.all()).toEqual(mine);
    const again = await prepareWorkspace(place.lab, place.home);
    expect(again).toMatchObject({ created: [], followed: { changes: [] } });
    expect(await place.all()).toEqual(mine);
    await undo("demo", place.home, new Date());
    expect(await place.all()).toEqual(followedFiles);
  });

  it("is the learner's own where an older podlab prepared it: nobody knows from what it was made", async () => {
    await using place = await labIn({ "a.conf": "old" });
    await prepareWorkspace(place.lab, place.home);
    await rm(join(place.home, ".podlab/starters"), { recursive: true });
    await place.starter({ "a.conf": "new" });
    expect((await prepareWorkspace(place.lab, place.home)).followed.changes).toEqual([]);
    expect(await place.read("a.conf")).toBe("old");
  });

  it("writes through no link, and leaves the link", async () => {
    await using place = await labIn({ "sub/b.js": "old", "a.conf": "old" });
    await prepareWorkspace(place.lab, place.home);
    await cp(place.path("sub"), join(place.home, "outside"), { recursive: true });
    await rm(place.path("sub"), { recursive: true });
    await symlink("../outside", place.path("sub"));
    await place.starter({ "sub/b.js": "new", "a.conf": "new" });
    const { followed } = await prepareWorkspace(place.lab, place.home);
    expect(followed.changes).toEqual([
      { file: "a.conf", outcome: "taken" },
      { file: "sub/b.js", outcome: "stays" },
    ]);
    expect(await readFile(join(place.home, "outside/b.js"), "utf8")).toBe("old");
  });

  it("touches nothing where one file can't be written", async () => {
    await using place = await labIn(BEFORE);
    await prepareWorkspace(place.lab, place.home);
    const mine = await place.all();
    await place.starter({ "a.conf": "new", "sub/b.js": "new" });
    // In the way of the folder in which the new files are made.
    await writeFile(join(place.home, ".podlab/staged"), "");
    await expect(prepareWorkspace(place.lab, place.home)).rejects.toMatchObject({ exitCode: expect.any(Number) });
    expect(await place.all()).toEqual(mine);
    await rm(join(place.home, ".podlab/staged"));
    expect((await prepareWorkspace(place.lab, place.home)).followed.changes).toHaveLength(2);
  });
});

describe("moves that were cut short", () => {
  it("are ended by the next start", async () => {
    await using place = await labIn(BEFORE);
    await prepareWorkspace(place.lab, place.home);
    const mine = await place.all();
    // As a podlab leaves it that was killed after the first file.
    await mkdir(join(place.home, "demo.2026-01-01T00-00-00"));
    await mkdir(join(place.home, ".podlab/moves"), { recursive: true });
    await cp(place.path("a.conf"), join(place.home, "demo.2026-01-01T00-00-00/a.conf"));
    await rm(place.path("a.conf"));
    const moves = [{ from: "demo", to: "demo.2026-01-01T00-00-00", names: ["a.conf", "gone.txt", "sub"] }];
    await writeFile(join(place.home, ".podlab/moves/demo.json"), JSON.stringify({ moves }));

    await prepareWorkspace(place.lab, place.home);
    await undo("demo", place.home, new Date());
    expect(await place.all()).toEqual(mine);
  });

  it("by an error are taken back", async () => {
    await using place = await labIn(BEFORE);
    await prepareWorkspace(place.lab, place.home);
    const mine = await place.all();
    await writeFile(join(place.home, "in-the-way"), "");
    const moves = [
      { from: "demo", to: "aside", names: ["a.conf", "sub"] },
      { from: "demo", to: "in-the-way/aside", names: ["gone.txt"] },
    ];
    await expect(moveAll(place.home, "demo", moves)).rejects.toThrow();
    expect(await place.all()).toEqual(mine);
    expect(await readdir(join(place.home, ".podlab/moves"))).toEqual([]);
  });
});

type Files = Readonly<Record<string, string | undefined>>;

async function labIn(files: Files) {
  const place = await temporaryFolder();
  const lab = { id: "demo", folder: join(place.path, "labs/demo") };
  const home = join(place.path, "home");
  const work = join(home, "demo");
  const starter = join(lab.folder, "starter");
  await put(starter, files);
  const read = (folder: string, path: string) => readFile(join(folder, path), "utf8").catch(() => undefined);
  return {
    ...{ lab, home },
    path: (path: string) => join(work, path),
    starter: (changed: Files) => put(starter, changed),
    write: (changed: Files) => put(work, changed),
    read: (path: string) => read(work, path),
    all: async () => {
      const entries = await readdir(work, { recursive: true, withFileTypes: true });
      const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      const names = paths.map((path) => path.slice(work.length + 1)).toSorted();
      return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(work, name)] as const)));
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}

/** Undefined takes a file away. */
async function put(folder: string, files: Files): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    await rm(join(folder, path), { force: true });
    if (content === undefined) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
