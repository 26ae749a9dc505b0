import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Checkout, makeCheckout } from "./checkout.ts";

let checkout: Checkout;
beforeEach(() => {
  checkout = makeCheckout();
});
afterEach(() => checkout.remove());

const PROGRAM = /^podlab list --json on v\d+\.\d+\.\d+\n$/;

describe("npm start", () => {
  it("builds, then runs podlab with the arguments that it was given", async () => {
    const { code, out, err } = await checkout.start(["list", "--json"]).ended;
    expect({ code, err }).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^podlab set-up: build: bundling dist\/ … [\d.]+ s\n$/),
    });
    expect(out).toMatch(PROGRAM);
  });

  it("says nothing of its own when all is in place", async () => {
    await checkout.start().ended;
    const { code, out, err } = await checkout.start(["list", "--json"]).ended;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(PROGRAM);
  });

  it("builds again when a source has changed, and keeps no old build", async () => {
    await checkout.start().ended;
    writeFileSync(
      join(checkout.root, "src/cli/main.ts"),
      "console.log('changed'); process.exitCode = /--help|__complete/.test(process.argv) ? 0 : 7;\n",
    );
    const { code, out } = await checkout.start().ended;
    expect({ code, out }).toEqual({ code: 7, out: "changed\n" });
    expect(readdirSync(checkout.root).filter((name) => name.startsWith("dist"))).toEqual(["dist"]);
  });

  it("shows where the build failed, and leaves the old build", async () => {
    await checkout.start().ended;
    writeFileSync(join(checkout.root, "src/cli/main.ts"), "const broken = ;\n");
    const { code, err } = await checkout.start().ended;
    expect({ code, err }).toMatchObject({
      code: 1,
      err: expect.stringContaining("src/cli/main.ts:1:15: ERROR: Unexpected"),
    });
    expect(readdirSync(join(checkout.root, "dist"))).toContain("podlab.js");
  });

  it("mends a build that was killed", async () => {
    const killed = checkout.start();
    await killed.says("bundling");
    killed.child.kill("SIGKILL");
    await killed.ended;
    const { code, out } = await checkout.start(["list", "--json"]).ended;
    expect(code).toBe(0);
    expect(out).toMatch(PROGRAM);
    expect(readdirSync(checkout.root).filter((name) => name.startsWith("dist"))).toEqual(["dist"]);
  });

  it("prepares once when it is started twice at once", async () => {
    const runs = await Promise.all([checkout.start(["a"]).ended, checkout.start(["b"]).ended]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(runs.filter(({ err }) => err.includes("bundling"))).toHaveLength(1);
  });

  it("ends with 3 and one message when the engine that DOCKER_HOST names does not answer", async () => {
    const { code, out, err } = await checkout.start([], { DOCKER_HOST: `unix://${checkout.root}/none.sock` }).ended;
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain(
      `podlab: no engine answers at DOCKER_HOST=unix://${checkout.root}/none.sock: it is not there\n`,
    );
  });
});
