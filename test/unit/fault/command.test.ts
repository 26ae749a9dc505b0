import { describe, expect, it } from "vitest";
import type { Faults } from "../../../src/check/types.ts";
import { UserError } from "../../../src/core/errors.ts";
import { parseDuration, parseFault } from "../../../src/fault/command.ts";
import { FAULT_USAGE } from "../../../src/fault/usage.ts";

const LAB = { id: "demo", pods: { "web-a": { app: { image: "x" } }, "web-b": { api: { image: "x" } } } };

/** What a line of words would do: the fault's name and what it is given. */
async function effect(line: string): Promise<unknown[]> {
  const calls: unknown[] = [];
  const recorder = new Proxy({} as Faults, {
    get:
      (_, name) =>
      async (...given: unknown[]) => {
        calls.push(name, ...given);
      },
  });
  await parseFault(line.split(" "), LAB).act(recorder);
  return calls;
}

function complaint(line: string): UserError {
  try {
    parseFault(line.split(" ").filter(Boolean), LAB);
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error("it was accepted");
}

describe("a fault by hand", () => {
  it.each([
    ["kill app", ["kill", "app"]],
    ["stop app", ["stop", "app", { graceMs: 5000 }]],
    ["chaos app slow:300", ["chaos", "app", { mode: "slow:300" }]],
    ["chaos app ok", ["calm", "app"]],
    ["partition web-a web-b", ["partition", "web-a", "web-b"]],
    ["isolate web-a", ["isolate", "web-a"]],
    ["refuse web-a 80", ["refuse", "web-a", 80]],
    ["loss web-a 0.3", ["loss", "web-a", 0.3]],
    ["slow web-a 80 250", ["slow", "web-a", 80, 250]],
  ])("reads %s", async (line, expected) => {
    expect(await effect(line)).toEqual(expected);
  });

  it("reads every form that its help shows, but for heal", async () => {
    const values: Record<string, string> = {
      SERVICE: "app",
      POD: "web-a",
      PORT: "80",
      SHARE: "0.5",
      MS: "10",
      MODE: "hang",
    };
    for (const [form] of FAULT_USAGE.filter(([words]) => words !== "heal")) {
      const line = form.replace(/[A-Z]+/g, (word) => values[word] ?? word);
      expect((await effect(line)).length, line).toBeGreaterThan(1);
    }
  });

  it("names the service or pod that the lab does not have, and the nearest one", () => {
    expect(complaint("kill ap")).toMatchObject({ message: "demo has no service ap", hint: "Did you mean app?" });
    expect(complaint("isolate app")).toMatchObject({ message: "demo has no pod app", hint: "Its pods: web-a, web-b" });
  });

  it("shows the form when words are missing or out of range", () => {
    expect(complaint("partition web-a").hint).toBe("podlab fault partition POD POD");
    expect(complaint("loss web-a 30").message).toBe("30 is no number from 0 to 1");
    expect(complaint("chaos app tired").message).toContain("no chaos mode");
    expect(complaint("kil app").hint).toBe("Did you mean kill?");
    expect(complaint("").message).toBe("which fault?");
  });

  it("reads times with their unit, and says how to write them", () => {
    expect([parseDuration("500ms"), parseDuration("10s"), parseDuration("2m")]).toEqual([500, 10_000, 120_000]);
    expect(() => parseDuration("10")).toThrow('"10" is no time');
  });
});
