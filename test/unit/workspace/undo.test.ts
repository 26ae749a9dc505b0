import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptWork } from "../../../src/workspace/kept.ts";
import { prepareWorkspace } from "../../../src/workspace/prepare.ts";
import { startOver } from "../../../src/workspace/start-over.ts";
import { undo } from "../../../src/workspace/undo.ts";
import { temporaryFolder } from "./temporary.ts";

const NOON = new Date("2026-03-04T12:00:00Z");
const LATER = new Date("2026-03-04T13:00:00Z");

describe("undo", () => {
  it("brings back the work that a reset put away, and the next one what was there meanwhile", async () => {
    await using place = await begun();
    await place.write("mine");
    await startOver(place.lab, place.home, NOON);
    await place.write("meanwhile");

    const first = await undo("demo", place.home, LATER);
    expect(first.back).toMatchObject({ name: "demo.2026-03-04T12-00-00", because: "reset", names: ["a.conf"] });
    expect(first.kept).toBe(join(place.home, "demo.2026-03-04T13-00-00"));
    expect(await place.read()).toBe("mine");
    const second = await undo("demo", place.home, LATER);
    expect(second.back).toMatchObject({ because: "undo" });
    expect(await place.read()).toBe("meanwhile");
    await undo("demo", place.home, LATER);
    expect(await place.read()).toBe("mine");
    expect(await keptWork(place.home, "demo")).toHaveLength(1);
  });

  it("takes the latest, however fast they follow each other and wherever the clock stands", async () => {
    await using place = await begun();
    for (const [text, now] of [
      ["first", LATER],
      ["second", LATER],
      ["third", NOON],
    ] as const) {
      await place.write(text);
      await startOver(place.lab, place.home, now);
    }
    expect((await keptWork(place.home, "demo")).map(({ name }) => name)).toEqual([
      "demo.2026-03-04T13-00-00-3",
      "demo.2026-03-04T13-00-00-2",
      "demo.2026-03-04T13-00-00",
    ]);
    await undo("demo", place.home, NOON);
    expect(await place.read()).toBe("third");
  });

  it("brings back an older one when it is named", async () => {
    await using place = await begun();
    await place.write("first");
    await startOver(place.lab, place.home, NOON);
    await place.write("second");
    await startOver(place.lab, place.home, LATER);
    await undo("demo", place.home, LATER, "2026-03-04T12-00-00");
    expect(await place.read()).toBe("first");
    await expect(undo("demo", place.home, LATER, "2026-03-04T12-00-00")).rejects.toMatchObject({
      message: expect.stringContaining("2026-03-04T12-00-00"),
      hint: expect.stringContaining("--list"),
    });
  });

  it("leaves the folder itself in place, and the other labs' alone", async () => {
    await using place = await begun();
    await mkdir(join(place.home, "demo-two.2026-03-04T12-00-00"));
    await mkdir(join(place.home, "demo.notes"));
    await writeFile(join(place.home, "demo.notes/x"), "");
    const { ino } = await stat(join(place.home, "demo"));
    await startOver(place.lab, place.home, NOON);
    await undo("demo", place.home, LATER);
    expect((await stat(join(place.home, "demo"))).ino).toBe(ino);
    expect(await readdir(place.home)).toEqual(expect.arrayContaining(["demo-two.2026-03-04T12-00-00", "demo.notes"]));
  });

  it("says so where nothing was put away", async () => {
    await using place = await begun();
    await expect(undo("demo", place.home, NOON)).rejects.toMatchObject({
      message: expect.stringContaining("nothing to undo"),
      exitCode: 2,
    });
    expect(await place.read()).toBe("starter");
  });

  it("brings back what an older podlab put away", async () => {
    await using place = await begun();
    await mkdir(join(place.home, "demo.2026-03-04T11-00-00"));
    await writeFile(join(place.home, "demo.2026-03-04T11-00-00/a.conf"), "older");
    expect((await undo("demo", place.home, NOON)).back.because).toBeUndefined();
    expect(await place.read()).toBe("older");
  });

  it("gives the work its own starter back, so that a change of the lab still comes to it", async () => {
    await using place = await begun();
    await place.change("new starter");
    await startOver(place.lab, place.home, NOON);
    expect(await place.read()).toBe("new starter");
    await undo("demo", place.home, LATER);
    expect(await place.read()).toBe("starter");
    const { followed } = await prepareWorkspace(place.lab, place.home);
    expect(followed.changes).toEqual([{ file: "a.conf", outcome: "taken" }]);
  });
});

/** A lab of one file that a learner has begun. */
async function begun() {
  const place = await temporaryFolder();
  const lab = { id: "demo", folder: join(place.path, "labs/demo") };
  const home = join(place.path, "home");
  const change = (content: string) => writeFile(join(lab.folder, "starter/a.conf"), content);
  await mkdir(join(lab.folder, "starter"), { recursive: true });
  await change("starter");
  await prepareWorkspace(lab, home);
  return {
    ...{ lab, home, change },
    write: (content: string) => writeFile(join(home, "demo/a.conf"), content),
    read: () => readFile(join(home, "demo/a.conf"), "utf8"),
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}
