import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../../../src/core/errors.ts";
import { dockerfileOf, hashContext, joinContexts, readContext } from "../../../src/engine/context.ts";
import { recipe, referenceOf } from "../../../src/engine/recipe.ts";
import { chooseRoot } from "../../../src/engine/root-image.ts";
import type { FileEntry } from "../../../src/engine/types.ts";

const file = (path: string, text: string, mode = 0o644): FileEntry => ({ path, content: Buffer.from(text), mode });

describe("a build context", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "podlab-context-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("holds all files of a folder in the order of their paths", async () => {
    await mkdir(join(folder, "b/c"), { recursive: true });
    for (const path of ["z", "b/c/deep", "a", "b.txt"]) await writeFile(join(folder, path), path);
    const context = await readContext(folder, "shared");
    expect(context.map(({ path }) => path)).toEqual(["shared/a", "shared/b.txt", "shared/b/c/deep", "shared/z"]);
    expect(Buffer.from(context[2]?.content ?? []).toString()).toBe("b/c/deep");
  });

  it("knows of a mode only whether the file can be executed, for umasks differ", async () => {
    await writeFile(join(folder, "plain"), "", { mode: 0o600 });
    await writeFile(join(folder, "run"), "");
    await chmod(join(folder, "run"), 0o775);
    expect((await readContext(folder)).map(({ mode }) => mode)).toEqual([0o644, 0o755]);
  });

  it("refuses what is neither a file nor a folder", async () => {
    await symlink("/etc/passwd", join(folder, "link"));
    await expect(readContext(folder)).rejects.toThrow(/link is neither a file nor a folder/);
  });

  it("says which folder is missing", async () => {
    const missing = readContext(join(folder, "none"));
    await expect(missing).rejects.toThrow(UserError);
    await expect(missing).rejects.toThrow(join(folder, "none"));
  });

  it("is put together of several", () => {
    const context = joinContexts([file("b", "1"), file("Dockerfile", "FROM x")], [file("a", "2")]);
    expect(context.map(({ path }) => path)).toEqual(["Dockerfile", "a", "b"]);
    expect(dockerfileOf(context)).toBe("FROM x");
  });
});

describe("a context's hash", () => {
  const context = [file("Dockerfile", "FROM x"), file("a", "1")];

  it("is the same for the same files", () => {
    expect(hashContext([file("Dockerfile", "FROM x"), file("a", "1")])).toBe(hashContext(context));
  });

  it.each([
    ["a content", [file("Dockerfile", "FROM x"), file("a", "2")]],
    ["a name", [file("Dockerfile", "FROM x"), file("b", "1")]],
    ["a mode", [file("Dockerfile", "FROM x"), file("a", "1", 0o755)]],
    ["where one file ends and the next begins", [file("Dockerfile", "FROM x1"), file("a", "")]],
    ["an empty file more", [...context, file("z", "")]],
  ])("changes with %s", (_, other) => {
    expect(hashContext(other)).not.toBe(hashContext(context));
  });
});

describe("an image's reference", () => {
  const args = { BASE: "podlab/base:0123" };
  const context = [file("Dockerfile", "FROM x")];
  const reference = referenceOf(recipe("https-sidecar/tls", context, { target: "tls", args }));

  it("names lab and target, and 12 digits of the hash", () => {
    expect(reference).toMatch(/^podlab\/https-sidecar-tls:[0-9a-f]{12}$/);
  });

  it.each([
    ["the files", recipe("https-sidecar/tls", [file("Dockerfile", "FROM y")], { target: "tls", args })],
    ["the target", recipe("https-sidecar/tls", context, { target: "app", args })],
    ["the base", recipe("https-sidecar/tls", context, { target: "tls", args: { BASE: "podlab/base:4567" } })],
  ])("changes with %s", (_, other) => {
    expect(referenceOf(other)).not.toBe(reference);
  });

  it("of the base changes with the root image, though its name stays", () => {
    const base = recipe("base", context, { args: { ROOT: "node:24-bookworm-slim" } });
    expect(referenceOf(base, "sha256:1")).not.toBe(referenceOf(base, "sha256:2"));
  });
});

describe("the root image", () => {
  const image = (...references: string[]) => ({
    id: references.join(),
    references,
    labels: {},
    sizeBytes: 1,
    createdAt: 0,
  });
  const own = image(`podlab/root:24-bookworm-${process.arch}`);
  const foreign = image("podlab/root:24-bookworm-other");
  const official = image("node:24", "node:24-bookworm-slim");

  it("is the official one where it is there", () => {
    expect(chooseRoot([own, official])).toEqual({ reference: "node:24-bookworm-slim", id: official.id });
  });

  it("is podlab's own otherwise, this machine's first", () => {
    expect(chooseRoot([foreign, own]).id).toBe(own.id);
    expect(chooseRoot([image("debian:12"), foreign]).id).toBe(foreign.id);
  });

  it("is missed with a hint that says how to get it", () => {
    expect(() => chooseRoot([image("debian:12")])).toThrow(
      expect.objectContaining({ exitCode: 3, hint: expect.stringMatching(/npm start.*podlab doctor/) }),
    );
  });
});
