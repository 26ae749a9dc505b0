import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile as readText, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFile, writeFile } from "../../../src/agent/files.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("the agent's files", () => {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podlab-agent-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("are written with their mode and read back", async () => {
    const path = join(folder, "tls.key");
    await writeFile(path, base64("first, and longer"), 0o666);
    await writeFile(path, base64("second"), 0o620);
    expect(await readFile(path)).toEqual({ base64: base64("second") });
    expect((await stat(path)).mode & 0o7777).toBe(0o620);
    expect(await readdir(folder)).toEqual(["tls.key"]);
  });

  it("replace a link instead of writing through it", async () => {
    await writeFile(join(folder, "target"), base64("kept"), 0o644);
    await symlink("target", join(folder, "link"));
    await writeFile(join(folder, "link"), base64("new"), 0o644);
    expect(await readText(join(folder, "target"), "utf8")).toBe("kept");
  });

  it("leave no draft behind when writing fails", async () => {
    await expect(writeFile(folder, base64("x"), 0o644)).rejects.toThrow();
    await expect(writeFile(join(folder, "no", "such"), base64("x"), 0o644)).rejects.toThrow("ENOENT");
    expect(await readdir(folder)).toEqual([]);
  });

  it("are read only when they are regular files", async () => {
    execFileSync("sh", ["-c", 'mkfifo "$0"', join(folder, "pipe")]);
    await expect(readFile(join(folder, "pipe"))).rejects.toThrow("not a regular file");
    await expect(readFile(folder)).rejects.toThrow("not a regular file");
    await expect(readFile("/dev/zero")).rejects.toThrow("not a regular file");
  });
});
