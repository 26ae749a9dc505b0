import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { bytesServer, closedPort } from "./support/servers.ts";

const MAIN = new URL("../../../src/agent/main.ts", import.meta.url).pathname;

function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  return { child, stdout: text(child.stdout), stderr: text(child.stderr), ended: once(child, "close") };
}

/** What a connection to the port brings; empty while nobody listens. */
function fetchBytes(port: number): Promise<string> {
  return text(net.connect(port, "127.0.0.1")).catch(() => "");
}

describe("the agent's program", () => {
  it("relays until it is told to end", async () => {
    await using service = await bytesServer("hello");
    const listen = await closedPort();
    const { child, ended } = run("relay", JSON.stringify([{ listen, host: "127.0.0.1", port: service.port }]));
    await expect.poll(() => fetchBytes(listen), { timeout: 10_000 }).toBe("hello");
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });

  it.each([
    [["relay", "nonsense"], 1, "JSON"],
    [["relay", '[{"listen":1}]'], 1, "routes[0].host"],
    [["dance"], 2, "usage"],
    [[], 2, "usage"],
  ])("says what is wrong with %j", async (args, code, message) => {
    const { ended, stderr, stdout } = run(...args);
    expect(await ended).toEqual([code, null]);
    expect(await stderr).toContain(message);
    expect(await stdout).toBe("");
  });

  it("writes nothing but the protocol, and ends with its input", async () => {
    const { child, ended, stdout } = run("channel");
    child.stdin.write('junk\n{"id":1,"op":"ping"}\n');
    await once(child.stdout, "data");
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
    for (const line of (await stdout).trim().split("\n")) expect(JSON.parse(line)).toHaveProperty("id");
  });
});
