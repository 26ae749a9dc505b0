import { execFile } from "node:child_process";
import { mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import type { Lab } from "../../../src/lab/types.ts";
import { workspaceFiles } from "../../../src/workspace/files.ts";
import { explainReadError, LARGEST_FILE, readWorkspace } from "../../../src/workspace/read.ts";
import { temporaryFolder } from "./temporary.ts";

const LAB: Pick<Lab, "id" | "pods"> = {
  id: "demo",
  pods: { shop: { tls: { image: "tls", files: ["conf/nginx.conf", "run.sh?"] } } },
};

describe("the learner's files", () => {
  it("come with their bytes as they are: CRLF and a byte order mark too", async () => {
    await using folder = await temporaryFolder();
    const content = "\uFEFFuser nobody;\r\n";
    await save(folder.path, content);
    const files = await readWorkspace(LAB, folder.path);
    expect(files.map(({ path, content: bytes }) => [path, Buffer.from(bytes).toString("utf8")])).toEqual([
      ["conf/nginx.conf", content],
    ]);
  });

  it("include an optional one that is there", async () => {
    await using folder = await temporaryFolder();
    await save(folder.path, "x");
    await writeFile(join(folder.path, "run.sh"), "exec nginx");
    expect((await readWorkspace(LAB, folder.path)).map(({ path }) => path)).toEqual(["conf/nginx.conf", "run.sh"]);
  });

  it("may be empty", async () => {
    await using folder = await temporaryFolder();
    await save(folder.path, "");
    expect((await readWorkspace(LAB, folder.path))[0]?.content).toHaveLength(0);
  });

  it("may be as large as the limit and no byte larger", async () => {
    await using folder = await temporaryFolder();
    await save(folder.path, "a".repeat(LARGEST_FILE));
    expect((await readWorkspace(LAB, folder.path))[0]?.content).toHaveLength(LARGEST_FILE);
    await save(folder.path, "a".repeat(LARGEST_FILE + 1));
    await expect(readWorkspace(LAB, folder.path)).rejects.toThrow("conf/nginx.conf is too large");
  });

  it("are refused at 100 MB without being read", async () => {
    await using folder = await temporaryFolder();
    await save(folder.path, "");
    await truncate(join(folder.path, "conf/nginx.conf"), 100 * 1024 * 1024);
    await expect(readWorkspace(LAB, folder.path)).rejects.toThrow("too large: 100.0 MB");
  });

  it("say how to get a missing one back", async () => {
    await using folder = await temporaryFolder();
    await expect(readWorkspace(LAB, folder.path)).rejects.toMatchObject({
      message: "conf/nginx.conf is missing",
      hint: expect.stringContaining("podlab start demo"),
      exitCode: 2,
    });
  });

  it("are refused when binary", async () => {
    await using folder = await temporaryFolder();
    await save(folder.path, "ab\0cd");
    await expect(readWorkspace(LAB, folder.path)).rejects.toThrow("not a text file");
  });

  it("are refused when a folder lies in their place", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "conf/nginx.conf"), { recursive: true });
    await expect(readWorkspace(LAB, folder.path)).rejects.toThrow("conf/nginx.conf is a folder");
  });

  it("are refused as symbolic links, whatever they lead to", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "conf"));
    await symlink("/etc/passwd", join(folder.path, "conf/nginx.conf"));
    await expect(readWorkspace(LAB, folder.path)).rejects.toThrow("conf/nginx.conf is a symbolic link");
  });

  it("are refused behind a folder that is a symbolic link", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "elsewhere"));
    await writeFile(join(folder.path, "elsewhere/nginx.conf"), "x");
    await symlink("elsewhere", join(folder.path, "conf"));
    await expect(readWorkspace(LAB, folder.path)).rejects.toThrow("conf is a symbolic link");
  });

  it("are refused as named pipes, without waiting for a writer", async () => {
    await using folder = await temporaryFolder();
    await mkdir(join(folder.path, "conf"));
    await promisify(execFile)("mkfifo", [join(folder.path, "conf/nginx.conf")]);
    await expect(readWorkspace(LAB, folder.path)).rejects.toThrow("not a regular file");
  });

  it("say which command makes an unreadable one readable", () => {
    const error = explainReadError(Object.assign(new Error("EACCES"), { code: "EACCES" }), "demo", "nginx.conf");
    expect(error).toMatchObject({ message: "nginx.conf can't be read: permission denied", exitCode: 2 });
    expect(error.hint).toContain("chmod u+r nginx.conf");
  });

  it("are each named once, and needed when one service needs them", () => {
    const files = workspaceFiles({
      pods: {
        a: { one: { image: "t", files: ["server.js?", "run.sh?"] }, two: { image: "t", files: ["server.js"] } },
        b: { three: { image: "t" } },
      },
    });
    expect(files).toEqual([
      { path: "server.js", optional: false },
      { path: "run.sh", optional: true },
    ]);
  });
});

async function save(folder: string, content: string): Promise<void> {
  await mkdir(join(folder, "conf"), { recursive: true });
  await writeFile(join(folder, "conf/nginx.conf"), content);
}
