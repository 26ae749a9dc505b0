import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { labProgress, NO_PROGRESS, withHint } from "../../../src/workspace/progress.ts";
import { openProgress } from "../../../src/workspace/progress-store.ts";
import { temporaryFolder } from "./temporary.ts";

const SRC = join(import.meta.dirname, "../../../src");
const ONE = { id: "one", checks: [{ id: "a" }, { id: "b" }] };

describe("the record of progress", () => {
  it("begins empty and comes back as it was written", async () => {
    await using home = await temporaryFolder();
    const store = openProgress(home.path, refuse);
    expect(await store.load()).toEqual(NO_PROGRESS);
    const written = await store.update((progress) => withHint(progress, "demo", ONE));
    expect(await openProgress(home.path, refuse).load()).toEqual(written);
  });

  it("is not written when nothing changed", async () => {
    await using home = await temporaryFolder();
    await openProgress(home.path, refuse).update((progress) => progress);
    expect(await readdir(home.path)).toEqual([]);
  });

  it.each([
    "{",
    "",
    "[]",
    '{"version":1}',
    '{"version":1,"labs":{"demo":{"checks":{"a":{"attempts":-1}},"hints":{}}}}',
  ])("is set aside when damaged (%s), and the copy before it is used", async (damage) => {
    await using home = await temporaryFolder();
    const before = await openProgress(home.path, refuse).update((progress) => withHint(progress, "demo", ONE));
    await openProgress(home.path, refuse).update((progress) => withHint(progress, "demo", ONE));
    await writeFile(join(home.path, ".podlab/progress.json"), damage);

    const notices: string[] = [];
    const store = openProgress(home.path, (text) => notices.push(text));
    expect(await store.load()).toEqual(before);
    expect(notices).toEqual([expect.stringContaining("damaged")]);
    const aside = (await readdir(join(home.path, ".podlab"))).find((name) => name.startsWith("progress.damaged-"));
    expect(await readFile(join(home.path, ".podlab", `${aside}`), "utf8")).toBe(damage);
    expect(await openProgress(home.path, refuse).load()).toEqual(before);
  });

  it("begins anew when the copy is damaged too, and says where both lie", async () => {
    await using home = await temporaryFolder();
    await put(home.path, { "progress.json": "{", "progress.previous.json": "[" });
    const notices: string[] = [];
    const store = openProgress(home.path, (text, hint) => notices.push(text, hint));
    expect(await store.load()).toEqual(NO_PROGRESS);
    expect(notices).toEqual([expect.stringContaining("begins anew"), expect.stringMatching(/damaged-.*damaged-.*-2/)]);
    expect(await contents(home.path)).toEqual(["[", "{"]);
    expect(await openProgress(home.path, refuse).load()).toEqual(NO_PROGRESS);
  });

  it("goes on from the copy before it where the file is gone, and says so", async () => {
    await using home = await temporaryFolder();
    await put(home.path, { "progress.previous.json": '{"version":1,"labs":{"demo":{"checks":{},"hints":{"one":2}}}}' });
    const notices: string[] = [];
    const loaded = await openProgress(home.path, (text) => notices.push(text)).load();
    expect(labProgress(loaded, "demo").hints).toEqual({ one: 2 });
    expect(notices).toEqual([expect.stringContaining("is missing")]);
  });

  it("loses nothing of the first version's record", async () => {
    await using home = await temporaryFolder();
    const checks = {
      a: { passedOnce: true, passesNow: false, attempts: 4 },
      b: { passedOnce: true, passesNow: true, attempts: 1 },
    };
    await put(home.path, {
      "progress.json": JSON.stringify({ version: 1, labs: { demo: { checks, hints: { one: 3 } } } }),
    });
    const store = openProgress(home.path, refuse);
    const demo = {
      checks: {
        a: { passedOnce: true, trueNow: false, attempts: 4, lastAt: undefined },
        b: { passedOnce: true, trueNow: true, attempts: 1, lastAt: undefined },
      },
      ...{ hints: { one: 3 }, helped: ["one"], predictions: {}, activeMs: 0, activeAt: undefined },
    };
    expect(await store.load()).toEqual({ version: 2, labs: { demo } });
    const written = await store.update((progress) => withHint(progress, "other", ONE));
    expect(await openProgress(home.path, refuse).load()).toEqual(written);
    expect(written.labs["demo"]).toEqual(demo);
  });

  it.each([
    ["the file", { "progress.json": '{"version":3,"labs":{}}' }],
    ["the copy of a damaged one", { "progress.json": "{", "progress.previous.json": '{"version":3,"labs":{}}' }],
  ])("is left alone when a later podlab wrote %s", async (_, files) => {
    await using home = await temporaryFolder();
    await put(home.path, files);
    const store = openProgress(home.path, refuse);
    await expect(store.update((progress) => withHint(progress, "demo", ONE))).rejects.toMatchObject({
      message: expect.stringContaining("later podlab (version 3)"),
      exitCode: 2,
    });
    expect(await contents(home.path)).toEqual(Object.values(files).toSorted());
  });

  it("is not taken for damaged where it can't be read", async () => {
    await using home = await temporaryFolder();
    await mkdir(join(home.path, ".podlab/progress.json"), { recursive: true });
    await expect(openProgress(home.path, refuse).load()).rejects.toMatchObject({ exitCode: 3 });
    expect(await readdir(join(home.path, ".podlab"))).toEqual(["progress.json"]);
  });

  it("loses no change of several podlabs at once", async () => {
    await using home = await temporaryFolder();
    const program = `
      import { withHint } from "${SRC}/workspace/progress.ts";
      import { openProgress } from "${SRC}/workspace/progress-store.ts";
      const store = openProgress(process.argv[1], console.error);
      const hint = (progress) => withHint(progress, "demo", { id: "one", checks: [] });
      await Promise.all([store.update(hint), store.update(hint)]);`;
    const node = () =>
      promisify(execFile)(process.execPath, ["--input-type=module", "--no-warnings", "-e", program, home.path]);
    for (const { stderr } of await Promise.all([node(), node(), node()])) expect(stderr).toBe("");
    expect(labProgress(await openProgress(home.path, refuse).load(), "demo").hints).toEqual({ one: 6 });
    expect((await readdir(join(home.path, ".podlab"))).toSorted()).toEqual(["progress.json", "progress.previous.json"]);
  });
});

async function put(home: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(join(home, ".podlab"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(home, ".podlab", name), text);
}

/** What lies in podlab's own folder, whatever it is called. */
async function contents(home: string): Promise<string[]> {
  const names = await readdir(join(home, ".podlab"));
  return (await Promise.all(names.map((name) => readFile(join(home, ".podlab", name), "utf8")))).toSorted();
}

function refuse(text: string): never {
  throw new Error(`unexpected notice: ${text}`);
}
