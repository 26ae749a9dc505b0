import { randomUUID } from "node:crypto";
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { explainWriteError, prepareWorkspace } from "../../../src/workspace/prepare.ts";
import { startOver } from "../../../src/workspace/start-over.ts";
import { temporaryFolder } from "./temporary.ts";

describe("preparing the learner's folder", () => {
  it("copies the starter, in subfolders too, with its modes", async () => {
    await using place = await temporaryFolder();
    const { lab, home } = await labIn(place.path);
    const { folder, created } = await prepareWorkspace(lab, home);
    expect(created).toEqual(["conf/nginx.conf", "run.sh"]);
    expect(await readFile(join(folder, "conf/nginx.conf"), "utf8")).toBe("starter");
    expect((await stat(join(folder, "run.sh"))).mode & 0o111).not.toBe(0);
  });

  it("touches no file that is there", async () => {
    await using place = await temporaryFolder();
    const { lab, home } = await labIn(place.path);
    const { folder } = await prepareWorkspace(lab, home);
    await writeFile(join(folder, "conf/nginx.conf"), "mine");
    expect((await prepareWorkspace(lab, home)).created).toEqual([]);
    expect(await readFile(join(folder, "conf/nginx.conf"), "utf8")).toBe("mine");
  });

  it("puts back only the file that is missing", async () => {
    await using place = await temporaryFolder();
    const { lab, home } = await labIn(place.path);
    await mkdir(join(home, "demo"), { recursive: true });
    await writeFile(join(home, "demo/run.sh"), "mine");
    expect((await prepareWorkspace(lab, home)).created).toEqual(["conf/nginx.conf"]);
  });

  it("does not write through a link that leads nowhere", async () => {
    await using place = await temporaryFolder();
    const { lab, home } = await labIn(place.path);
    await mkdir(join(home, "demo"), { recursive: true });
    await symlink(join(place.path, "outside"), join(home, "demo/run.sh"));
    expect((await prepareWorkspace(lab, home)).created).toEqual(["conf/nginx.conf"]);
    expect(await readdir(place.path)).not.toContain("outside");
  });

  it("leaves no temporary file behind", async () => {
    await using place = await temporaryFolder();
    const { lab, home } = await labIn(place.path);
    const { folder } = await prepareWorkspace(lab, home);
    expect((await readdir(folder)).sort()).toEqual(["conf", "run.sh"]);
  });

  it("removes what a podlab left behind that was killed while it wrote, and nothing of the learner's", async () => {
    await using place = await temporaryFolder();
    const { lab, home } = await labIn(place.path);
    const { folder } = await prepareWorkspace(lab, home);
    for (const end of ["tmp", "probe"]) await writeFile(join(folder, `.podlab-${randomUUID()}.${end}`), "");
    await writeFile(join(folder, ".podlab-notes.tmp"), "mine");
    await prepareWorkspace(lab, home);
    expect((await readdir(folder)).sort()).toEqual([".podlab-notes.tmp", "conf", "run.sh"]);
  });

  it("says so when something else is in its place", async () => {
    await using place = await temporaryFolder();
    const { lab, home } = await labIn(place.path);
    await mkdir(home);
    await writeFile(join(home, "demo"), "a file");
    await expect(prepareWorkspace(lab, home)).rejects.toMatchObject({
      exitCode: 2,
      hint: expect.stringContaining("PODLAB_HOME"),
    });
  });

  it.each([
    ["ENOSPC", "no space left"],
    ["EACCES", "can't be written"],
    ["EROFS", "can't be written"],
  ])("takes %s for the machine's trouble", (code, words) => {
    const error = explainWriteError(Object.assign(new Error(code), { code }), "/home/x/podlab");
    expect(error).toMatchObject({ exitCode: 3 });
    expect(error.message).toContain(words);
  });
});

describe("starting over", () => {
  it("keeps the learner's folder beside, under a name with the date", async () => {
    await using place = await temporaryFolder();
    const { lab, home } = await labIn(place.path);
    const { folder } = await prepareWorkspace(lab, home);
    await writeFile(join(folder, "conf/nginx.conf"), "mine");
    const { kept } = await startOver(lab, home, new Date("2026-03-04T05:06:07Z"));
    expect(kept).toBe(`${folder}.2026-03-04T05-06-07`);
    expect(await readFile(join(`${kept}`, "conf/nginx.conf"), "utf8")).toBe("mine");
    expect(await readFile(join(folder, "conf/nginx.conf"), "utf8")).toBe("starter");
  });

  it("leaves the folder itself in place, so that a shell that stands in it sees the starter's files", async () => {
    await using place = await temporaryFolder();
    const { lab, home } = await labIn(place.path);
    const { folder } = await prepareWorkspace(lab, home);
    const { ino } = await stat(folder);
    await startOver(lab, home, new Date());
    expect((await stat(folder)).ino).toBe(ino);
  });

  it("keeps nothing where nothing was", async () => {
    await using place = await temporaryFolder();
    const { lab, home } = await labIn(place.path);
    expect((await startOver(lab, home, new Date())).kept).toBeUndefined();
    expect((await readdir(home)).toSorted()).toEqual([".podlab", lab.id]);
  });
});

async function labIn(place: string) {
  const lab = { id: "demo", folder: join(place, "labs/demo") };
  await mkdir(join(lab.folder, "starter/conf"), { recursive: true });
  await writeFile(join(lab.folder, "starter/conf/nginx.conf"), "starter");
  await writeFile(join(lab.folder, "starter/run.sh"), "exec nginx");
  await chmod(join(lab.folder, "starter/run.sh"), 0o755);
  return { lab, home: join(place, "home") };
}
