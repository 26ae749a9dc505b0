import { execFile } from "node:child_process";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { startService } from "../../../docker/shared/service.mjs";
import { ask, running } from "./running.ts";

const CTL = new URL("../../../docker/shared/ctl.mjs", import.meta.url).pathname;

describe("the admin routes", () => {
  it("are closed to whoever has no token, or another", async () => {
    await using service = await running();
    for (const headers of [{}, { "x-podlab-token": "a-token-" }, { "x-podlab-token": "" }]) {
      expect((await ask(service.adminPort, "GET", "/__ctl/counters", { headers })).status).toBe(403);
    }
  });

  it("are not offered on the service's own port", async () => {
    await using service = await running({ handle: (_, response) => response.writeHead(404).end() });
    expect((await service.get("/__ctl/counters")).status).toBe(404);
  });

  it("name the routes that there are when asked for another", async () => {
    await using service = await running();
    const answer = await service.ctl("GET", "nothing");
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("PUT /__ctl/chaos");
  });

  it("take routes of a lab's own", async () => {
    const words = new Map<string, unknown>();
    await using service = await running({
      adminRoutes: {
        "PUT /__ctl/word": (body, query) => {
          words.set(query.get("name") ?? "", body);
          return { words: words.size };
        },
      },
    });
    expect((await service.ctl("PUT", "word?name=fox", { n: 1 })).json()).toEqual({ words: 1 });
    expect(words.get("fox")).toEqual({ n: 1 });
  });

  it("refuse to be opened on a port without a token in the environment", async () => {
    const start = startService({ name: "open", port: 0, handle: () => {} });
    await expect(start).rejects.toThrow("PODLAB_TOKEN is not set");
  });

  it("are reached over a Unix socket by the command that a check runs, again after a restart", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "podlab-"));
    const socket = join(folder.path, "ctl.sock");
    for (const path of ["/first", "/second"]) {
      await using service = await running({ admin: { socket } });
      await service.get(path);
      const { stdout } = await promisify(execFile)(process.execPath, [CTL, socket, "GET", "/__ctl/history"]);
      expect(JSON.parse(stdout)).toMatchObject([{ path }]);
    }
  });

  it("make that command fail when the service is not there", async () => {
    const failing = promisify(execFile)(process.execPath, [CTL, "/nowhere.sock", "GET", "/__ctl/history"]);
    await expect(failing).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("ENOENT") });
  });
});
