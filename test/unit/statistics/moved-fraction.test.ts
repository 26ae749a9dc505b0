import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { movedFraction } from "../../../src/statistics/index.ts";

const NODES = ["a", "b", "c", "d"];
const KEYS = Array.from({ length: 2000 }, (_, index) => `key-${index}`);

describe("movedFraction", () => {
  it("stays under the catalogue's limits for consistent hashing when one of four is removed", () => {
    const { keys, fraction, ofSurvivors } = movedFraction(byRing(NODES), byRing(NODES.slice(0, 3)));
    expect(keys).toBe(2000);
    expect(fraction).toBeGreaterThan(0.17);
    expect(fraction).toBeLessThan(0.34);
    expect(ofSurvivors).toMatchObject({ moved: 0, fraction: 0 });
  });

  it("is about three quarters for hashing modulo the number of nodes, most of it needless", () => {
    const { fraction, ofSurvivors } = movedFraction(byModulo(NODES), byModulo(NODES.slice(0, 3)));
    expect(fraction).toBeGreaterThan(0.7);
    expect(fraction).toBeLessThan(0.8);
    expect(ofSurvivors.fraction).toBeGreaterThan(0.6);
  });

  it("compares only keys that are known both times", () => {
    const before = new Map([
      ["x", "a"],
      ["y", "a"],
      ["lost", "a"],
    ]);
    const after = new Map([
      ["x", "a"],
      ["y", "b"],
      ["new", "b"],
    ]);
    expect(movedFraction(before, after)).toEqual({
      keys: 2,
      moved: 1,
      fraction: 0.5,
      ofSurvivors: { keys: 2, moved: 1, fraction: 0.5 },
    });
  });

  it("has no survivors where every owner is new", () => {
    expect(movedFraction(new Map([["x", "a"]]), new Map([["x", "b"]])).ofSurvivors).toEqual({
      keys: 0,
      moved: 0,
      fraction: 0,
    });
  });

  it("refuses to compare nothing", () => {
    expect(() => movedFraction(new Map(), new Map([["x", "a"]]))).toThrow("both before and after");
  });
});

function byModulo(nodes: readonly string[]): Map<string, string> {
  return new Map(KEYS.map((key) => [key, nodes[hash(key) % nodes.length] ?? ""]));
}

function byRing(nodes: readonly string[]): Map<string, string> {
  const points = nodes.flatMap((node) =>
    Array.from({ length: 160 }, (_, point) => ({ at: hash(`${node}-${point}`), node })),
  );
  points.sort((left, right) => left.at - right.at);
  const owner = (at: number) => (points.find((point) => point.at >= at) ?? points[0])?.node ?? "";
  return new Map(KEYS.map((key) => [key, owner(hash(key))]));
}

function hash(text: string): number {
  return createHash("md5").update(text).digest().readUInt32LE(0);
}
