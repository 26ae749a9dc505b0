import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { takeIn } from "../../../../src/grade/intake/index.ts";
import { archiveOf, expected, FILES, manifestOf } from "./archives.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podlab-intake-"));
});
afterEach(() => rm(folder, { recursive: true }));

const put = async (path: string, content: string | Uint8Array) => {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), content);
};
const taken = async (roster?: readonly string[]) => {
  const { submissions, refused, missing } = await takeIn([folder], expected(roster));
  return {
    keys: submissions.map(({ key }) => key),
    submissions,
    refused: refused.map(({ code }) => code),
    reasons: refused.map(({ reason }) => reason).join("\n"),
    missing: missing.map(({ learner }) => learner.id),
  };
};

describe("submissions", () => {
  it("are the same bytes for the same files, in whatever order they came", async () => {
    const two = { "run.sh": "exec node server.js\n", "server.js": "listen(1);\n" };
    const turned = Object.fromEntries(Object.entries(two).reverse());
    expect(await archiveOf("ann", two)).toEqual(await archiveOf("ann", turned));
  });

  it("come as archives, as folders, and as a platform's zip of many, each once", async () => {
    await put("demo-ann.podlab.tgz", await archiveOf("ann"));
    await put("bob/manifest.json", JSON.stringify(manifestOf("bob")));
    await put("bob/files/server.js", FILES["server.js"] ?? "");
    await put(
      "export.zip",
      await zipOf({
        "cyd_1234_5678_demo-cyd.podlab-1.tgz": await archiveOf("cyd"),
        "Dot Smith_99_assignsubmission_file_/demo-dot.podlab.tgz": await archiveOf("dot"),
        "eve_1/manifest.json": `\uFEFF${JSON.stringify(manifestOf("eve"))}`,
        "eve_1/files/server.js": FILES["server.js"] ?? "",
        "__MACOSX/._demo-cyd.podlab.tgz": "clutter",
        "readme.txt": "graded by friday",
      }),
    );
    const { keys, refused, missing, submissions } = await taken(["ann", "bob", "cyd", "dot", "eve", "fay"]);
    expect(keys).toEqual(["demo/ann", "demo/bob", "demo/cyd", "demo/dot", "demo/eve"]);
    expect(refused).toEqual([]);
    expect(missing).toEqual(["fay"]);
    expect(submissions.map(({ learner }) => learner.name)).toContain("EVE");
    expect(submissions.map(({ files }) => Buffer.from(files.get("server.js") ?? []).toString())).toEqual(
      keys.map(() => FILES["server.js"]),
    );
  });

  it("keep the files that the lab takes and no other", async () => {
    const files = { ...FILES, "notes.txt": "for me", "node_modules/podlab/index.js": "evil" };
    await put("demo-ann.podlab.tgz", await archiveOf("ann", files));
    const { submissions } = await taken();
    expect([...(submissions[0]?.files.keys() ?? [])]).toEqual(["server.js"]);
    expect(submissions[0]?.remarks).toEqual([
      'left out "files/node_modules/podlab/index.js", which the lab does not take',
      'left out "files/notes.txt", which the lab does not take',
    ]);
  });

  it("get line ends back that a platform changed on the way", async () => {
    await put("ann/manifest.json", JSON.stringify(manifestOf("ann"), null, 2).replaceAll("\n", "\r\n"));
    await put("ann/files/server.js", (FILES["server.js"] ?? "").replaceAll("\n", "\r\n"));
    const { submissions } = await taken();
    expect(Buffer.from(submissions[0]?.files.get("server.js") ?? []).toString()).toBe(FILES["server.js"]);
    expect(submissions[0]?.remarks.join()).toContain("were put back");
  });

  it("count once where the same came twice, and not at all where two differ", async () => {
    await put("a/demo-ann.podlab.tgz", await archiveOf("ann"));
    await put("b/demo-ann.podlab.tgz", await archiveOf("ann"));
    expect(await taken()).toMatchObject({ keys: ["demo/ann"], refused: [] });
    await put("c/demo-ann.podlab.tgz", await archiveOf("ann", { "server.js": "other" }));
    const differing = await taken(["ann"]);
    expect(differing).toMatchObject({ keys: [], refused: ["duplicate", "duplicate", "duplicate"], missing: [] });
    expect(differing.reasons).toContain("c/demo-ann.podlab.tgz");
  });

  it("are refused where the file's name, the roster or the files say otherwise", async () => {
    await put("demo-bob.podlab.tgz", await archiveOf("ann"));
    await put("demo-zoe.podlab.tgz", await archiveOf("zoe"));
    await put("other/manifest.json", JSON.stringify(manifestOf("cyd", FILES, { lab: "other" })));
    await put("dot/manifest.json", JSON.stringify(manifestOf("dot")));
    await put("dot/files/server.js", "changed after the fact");
    const { keys, refused } = await taken(["ann", "bob", "cyd", "dot"]);
    expect(keys).toEqual([]);
    expect(refused.toSorted()).toEqual(["files-differ", "name-differs", "unknown-lab", "unknown-learner"]);
  });

  it("are never read through a link", async () => {
    await put("secret", "not theirs");
    await mkdir(join(folder, "ann/files"), { recursive: true });
    await put("ann/manifest.json", JSON.stringify(manifestOf("ann", { "server.js": "not theirs" })));
    await symlink(join(folder, "secret"), join(folder, "ann/files/server.js"));
    await symlink("/etc", join(folder, "demo-bob.podlab.tgz"));
    expect((await taken()).refused).toEqual(["bad-entry", "bad-entry"]);
  });
});

async function zipOf(entries: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), path);
  zip.end();
  return buffer(zip.outputStream);
}
