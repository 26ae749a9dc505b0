import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { ask, TOKEN } from "./running.ts";

const SHARED = new URL("../../../docker/shared/", import.meta.url).href;

/** A service that answers when it is told to go on, by SIGUSR2. */
const PROGRAM = `
  import { startService } from "${SHARED}service.mjs";
  import { closeOnSignals } from "${SHARED}shutdown.mjs";
  const goOn = new Promise((resolve) => process.once("SIGUSR2", resolve));
  const service = await startService({
    name: "weak", port: 0, host: "127.0.0.1",
    admin: { port: 0, host: "127.0.0.1", token: ${JSON.stringify(TOKEN)} },
    handle: async (_, response) => {
      console.log("asked");
      await goOn;
      response.end("late");
    },
  });
  closeOnSignals(() => service.close());
  console.log(service.adminPort);
`;

describe("a provided service as a process", () => {
  it("ends in the mode crash, after the order is acknowledged", async () => {
    await using weak = await spawned();
    const headers = { "x-podlab-token": TOKEN };
    const order = await ask(weak.adminPort, "PUT", "/__ctl/chaos", { headers, body: { mode: "crash" } });
    expect(order.status).toBe(200);
    expect(await weak.ended).toEqual([70, null]);
  });

  it("answers what is in flight at SIGTERM, then ends with 0", async () => {
    await using weak = await spawned();
    const inFlight = ask(weak.port, "GET", "/");
    expect(await weak.line()).toBe("asked");
    weak.child.kill("SIGTERM");
    weak.child.kill("SIGUSR2");
    expect((await inFlight).text).toBe("late");
    expect(await weak.ended).toEqual([0, null]);
  });
});

async function spawned() {
  const child: ChildProcess = spawn(process.execPath, ["--input-type=module", "-e", PROGRAM], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  if (child.stdout === null) throw new Error("no standard output");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => String((await lines.next()).value);
  const port = Number(/\d+$/.exec(await line()));
  const adminPort = Number(await line());
  return {
    child,
    ended,
    line,
    port,
    adminPort,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
