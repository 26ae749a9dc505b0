import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeIn } from "../../../../src/grade/intake/index.ts";
import { archiveCases } from "../../../attacks/archives.ts";
import { archiveOf, expected, FILES, manifestOf } from "./archives.ts";

/** What an attack may make podlab hold, beside what it holds anyway. */
const MOST_BYTES = 200 * 1024 * 1024;

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "podlab-attacks-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("an archive that", () => {
  it.each(archiveCases({ manifest: manifestOf("ann"), files: FILES }))("$name", async ({ file, build, refused }) => {
    await writeFile(join(folder, file), await build());
    await writeFile(join(folder, "demo-bob.podlab.tgz"), await archiveOf("bob"));
    const before = process.memoryUsage().rss;
    const taken = await takeIn([folder], expected());
    expect(process.memoryUsage().rss - before).toBeLessThan(MOST_BYTES);
    // The others are taken all the same, and nothing was written anywhere.
    expect(taken.submissions.map(({ key }) => key)).toContain("demo/bob");
    expect(taken.refused.map(({ code }) => code)).toEqual(refused === undefined ? [] : [refused]);
    expect(taken.submissions).toHaveLength(refused === undefined ? 2 : 1);
    expect((await readdir(folder)).toSorted()).toEqual([file, "demo-bob.podlab.tgz"].toSorted());
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    for (const { reason } of taken.refused) expect(reason).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202E]/);
  });
});
