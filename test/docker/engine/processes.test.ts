import { describe, expect, it } from "vitest";
import { EnvironmentError } from "../../../src/core/errors.ts";
import { NotFoundError } from "../../../src/engine/errors.ts";
import { PATIENTLY, useLaboratory } from "./laboratory.ts";

const laboratory = useLaboratory("processes");

describe("exec", () => {
  it("gives both outputs and the exit code", async () => {
    const id = await laboratory.run();
    const result = await laboratory.engine.exec(id, ["sh", "-c", "echo out; echo grün >&2; exit 3"]);
    expect(result).toEqual({ code: 3, stdout: "out\n", stderr: "grün\n" });
  });

  it("runs as the user asked for", async () => {
    const id = await laboratory.run();
    expect((await laboratory.engine.exec(id, ["id", "-u"], { user: "10001" })).stdout).toBe("10001\n");
  });

  it("keeps the first megabyte of an endless output", async () => {
    const id = await laboratory.run();
    const { stdout, code } = await laboratory.engine.exec(id, ["sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x"]);
    expect(stdout).toHaveLength(1024 * 1024);
    expect(code).toBe(0);
  });

  it("is left when the signal aborts", async () => {
    const id = await laboratory.run();
    const stop = new AbortController();
    const running = laboratory.engine.exec(id, ["sleep", "60"], { signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(running).rejects.toThrow("enough");
  });

  it("is refused in a container that does not run", async () => {
    const id = await laboratory.create();
    await expect(laboratory.engine.exec(id, ["true"])).rejects.toThrow(EnvironmentError);
    await expect(laboratory.engine.exec("no-such-box", ["true"])).rejects.toThrow(NotFoundError);
  });
});

describe("wait", () => {
  it("gives the exit code", async () => {
    const id = await laboratory.run({ command: ["sh", "-c", "exit 7"] });
    expect(await laboratory.engine.wait(id)).toBe(7);
  });

  it("is left when the signal aborts", async () => {
    const id = await laboratory.run();
    const stop = new AbortController();
    const waiting = laboratory.engine.wait(id, stop.signal);
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
  });
});

describe("logs", () => {
  const chatter = ["sh", "-c", "for n in 1 2 3; do echo line $n; done; echo bad >&2; exec sleep 600"];

  it("hold both streams, or their last lines", async () => {
    const { engine } = laboratory;
    const id = await laboratory.run({ command: chatter });
    await expect.poll(() => engine.logs(id, {}), PATIENTLY).toMatch(/bad(.|\n)*line 3|line 3(.|\n)*bad/);
    expect((await engine.logs(id, {})).split("\n").sort()).toEqual(["", "bad", "line 1", "line 2", "line 3"]);
    expect((await engine.logs(id, { tail: 2 })).trim().split("\n")).toHaveLength(2);
    expect(await engine.logs(id, { timestamps: true })).toMatch(/^\d{4}-\d\d-\d\dT.* line 1$/m);
  });

  it("are followed until the container ends", async () => {
    const { engine } = laboratory;
    const id = await laboratory.run({ command: ["sh", "-c", "echo begun; read line; echo over"], init: false });
    let text = "";
    await engine.followLogs(id, { tail: 10, signal: new AbortController().signal, onText: (more) => (text += more) });
    expect(text).toBe("begun\nover\n");
  });

  it("are followed until the signal aborts", async () => {
    const id = await laboratory.run({ command: chatter });
    const stop = new AbortController();
    let text = "";
    await laboratory.engine.followLogs(id, {
      tail: 10,
      signal: stop.signal,
      onText(more) {
        text += more;
        // the two streams come in the order in which the engine got them, which is not always the program's
        if (text.includes("bad") && text.includes("line 3")) stop.abort();
      },
    });
    expect(text.trim().split("\n").sort()).toEqual(["bad", "line 1", "line 2", "line 3"]);
  });

  it("are not kept where nobody wants them", async () => {
    const id = await laboratory.run({ command: chatter, keepLogs: false });
    await expect(laboratory.engine.logs(id, {})).rejects.toThrow(EnvironmentError);
  });
});
