import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "../../../src/setup/command.mjs";
import { stripElf } from "../../../src/setup/elf.mjs";
import { isDebianLike } from "../../../src/setup/rights.mjs";

const SETUP = join(import.meta.dirname, "../../../src/setup");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "programs-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that hands over to `sh -c SCRIPT`, as `npm start` does to podlab. */
function handOver(script: string) {
  const program = `import { handOver } from "${SETUP}/hand-over.mjs"; process.exitCode = await handOver(["sh", "-c", process.argv[1]]);`;
  return spawn(process.execPath, ["--input-type=module", "-e", program, "--", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

describe("handing over", () => {
  it("ends with the program's exit code", async () => {
    expect(await once(handOver("exit 42"), "close")).toEqual([42, null]);
  });

  it.each(["SIGINT", "SIGTERM"] as const)("passes %s on once where no terminal does", async (signal) => {
    const child = handOver(
      'trap "echo got; n=$((n+1))" INT TERM; echo ready; for _ in $(seq 200); do [ -z "$n" ] || exit 7; sleep 0.05; done',
    );
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      if (output === "ready\n") child.kill(signal);
    });
    expect(await once(child, "close")).toEqual([7, null]);
    expect(output).toBe("ready\ngot\n");
  });

  it("tells of a program that a signal ended as a shell does", async () => {
    expect(await once(handOver("kill -9 $$"), "close")).toEqual([137, null]);
  });
});

describe("an entry point", () => {
  it("finds the programs that only root's login has on its PATH", async () => {
    const program = `import { runMain } from "${SETUP}/main.mjs"; await runMain(async () => { console.log(process.env.PATH); return 0; });`;
    const env = { PATH: "/usr/bin:/sbin" };
    const { output } = await run([process.execPath, "--input-type=module", "-e", program], { env });
    expect(output).toBe("/usr/bin:/sbin:/usr/local/sbin:/usr/sbin\n");
  });
});

describe("a program that is run", () => {
  it("that is not there ends with 127", async () => {
    expect(await run(["no-such-program-anywhere"])).toMatchObject({ code: 127 });
  });

  it("is ended by its signal", async () => {
    const abort = new AbortController();
    const ended = run(["sleep", "60"], { signal: abort.signal });
    abort.abort();
    await expect(ended).rejects.toThrow(/aborted/);
  });
});

describe("a stripped program", () => {
  it("is smaller and still runs", async () => {
    const program = readFileSync("/usr/bin/env");
    const stripped = stripElf(program);
    const file = join(folder, "env");
    writeFileSync(file, stripped, { mode: 0o755 });
    expect(stripped.length).toBeLessThan(program.length);
    expect(await run([file, "echo", "hello"])).toEqual({ code: 0, output: "hello\n" });
  });

  it("is refused when it is no program of this kind", () => {
    expect(() => stripElf(Buffer.from("#!/bin/sh\nexit 0\n"))).toThrow("not a 64-bit ELF program");
  });
});

describe("the systems where podlab installs with apt", () => {
  it.each([
    ['ID=debian\nVERSION_ID="12"', true],
    ["ID=ubuntu\nID_LIKE=debian", true],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"', true],
    ["ID=fedora", false],
    ["", false],
  ])("are Debian and what is made from it: %j", (osRelease, expected) => {
    expect(isDebianLike(osRelease)).toBe(expected);
  });
});
