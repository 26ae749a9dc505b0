import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Channel } from "../../../src/engine/types.ts";
import { PATIENTLY, useLaboratory } from "./laboratory.ts";

const laboratory = useLaboratory("channels");

describe("a channel", () => {
  it("carries text both ways while it is open", async () => {
    const id = await laboratory.run();
    const channel = await laboratory.engine.openChannel(id, ["cat"]);
    const heard = listen(channel);
    channel.write("grüße\n");
    await expect.poll(heard, PATIENTLY).toBe("grüße\n");
    channel.write("again\n");
    await expect.poll(heard, PATIENTLY).toBe("grüße\nagain\n");
    channel.close();
  });

  it("gives the first listener what came before it", async () => {
    const id = await laboratory.run();
    const channel = await laboratory.engine.openChannel(id, ["sh", "-c", "echo early; echo ready >&2; cat"]);
    await expect.poll(() => channel.errors(), PATIENTLY).toBe("ready\n");
    await expect.poll(listen(channel), PATIENTLY).toBe("early\n");
    channel.close();
  });

  it("tells its end once, to late listeners too, with what was said on standard error", async () => {
    const id = await laboratory.run();
    const channel = await laboratory.engine.openChannel(id, ["sh", "-c", "echo no such file >&2; exit 1"]);
    let ends = 0;
    await new Promise<void>((resolve) =>
      channel.onEnd(() => {
        ends++;
        resolve();
      }),
    );
    channel.onEnd(() => ends++);
    expect(ends).toBe(2);
    expect(channel.errors()).toBe("no such file\n");
    channel.write("into the void");
  });

  it("ends when its container is killed", async () => {
    const id = await laboratory.run();
    const channel = await laboratory.engine.openChannel(id, ["cat"]);
    const ended = new Promise<void>((resolve) => channel.onEnd(() => resolve()));
    await laboratory.engine.kill(id);
    await ended;
  });

  it("ends its process when it is closed", async () => {
    const id = await laboratory.run();
    const channel = await laboratory.engine.openChannel(id, ["cat"]);
    await expect.poll(() => processes(id), PATIENTLY).toContain("cat");
    channel.close();
    await expect.poll(() => processes(id), PATIENTLY).not.toContain("cat");
  });

  it("ends its process when podlab is killed with no chance to close it", async () => {
    const id = await laboratory.run();
    const holder = fileURLToPath(new URL("holds-a-channel.ts", import.meta.url));
    const podlab = spawn(process.execPath, [holder, id, "cat"], { stdio: ["ignore", "pipe", "inherit"] });
    const [said] = await once(podlab.stdout, "data");
    expect(String(said)).toBe("open\n");
    expect(await processes(id)).toContain("cat");
    podlab.kill("SIGKILL");
    await expect.poll(() => processes(id), PATIENTLY).not.toContain("cat");
  });
});

function listen(channel: Channel): () => string {
  let text = "";
  channel.onData((more) => {
    text += more;
  });
  return () => text;
}

/** The names of all processes in the container, read without starting one of the name looked for. */
async function processes(id: string): Promise<string[]> {
  const read = "for p in /proc/[0-9]*; do read -r name < $p/comm && echo $name; done 2>/dev/null; true";
  return (await laboratory.engine.exec(id, ["sh", "-c", read])).stdout.trim().split("\n");
}
