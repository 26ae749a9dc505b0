import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PATIENTLY, useLaboratory } from "./laboratory.ts";

const laboratory = useLaboratory("terminal");
const program = join(import.meta.dirname, "interacts.ts");

describe("a shell on the terminal", () => {
  it("is a terminal inside, of the size outside, and gives its exit code", async () => {
    const id = await laboratory.run();
    const session = inTerminal(`stty cols 101 rows 33; ${run(id)}; echo code=$?`);
    session.type("tty; until stty size | grep '33 101'; do sleep 0.1; done; exit 5\n");
    const said = await session.end();
    expect(said).toMatch(/\/dev\/(pts\/\d+|console)/);
    expect(said).toMatch(/^33 101\r$/m);
    expect(said).toContain("code=5");
  });

  it("leaves the terminal as it was", async () => {
    const id = await laboratory.run();
    const session = inTerminal(`stty -g; ${run(id)}; stty -g`);
    session.type("exit\n");
    const [before, after, ...more] = (await session.end()).match(SETTINGS) ?? [];
    expect(before).toBeDefined();
    expect(after).toBe(before);
    expect(more).toEqual([]);
  });

  it("leaves the terminal as it was when the container is killed under it", async () => {
    const id = await laboratory.run();
    const session = inTerminal(`stty -g; ${run(id)}; stty -g`);
    session.type("echo in''side\n");
    await expect.poll(session.said, PATIENTLY).toContain("inside");
    await laboratory.engine.kill(id);
    const [before, after] = (await session.end()).match(SETTINGS) ?? [];
    expect(before).toBeDefined();
    expect(after).toBe(before);
  });
});

/** What `stty -g` prints. */
const SETTINGS = /[0-9a-f]+(:[0-9a-f]+){10,}/g;

function run(id: string): string {
  return `'${process.execPath}' '${program}' ${id}`;
}

/** Runs a shell command in a pseudo-terminal of its own (util-linux's `script`). */
function inTerminal(command: string): { type(text: string): void; said(): string; end(): Promise<string> } {
  const child = spawn("script", ["-q", "-e", "-c", command, "/dev/null"], { stdio: ["pipe", "pipe", "inherit"] });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
  });
  const ended = once(child, "close");
  return {
    type: (text) => void child.stdin.write(text),
    said: () => said,
    async end() {
      await ended;
      return said;
    },
  };
}
