import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseDeb822, parseOneLine, readAptSources } from "../../../src/setup/apt-sources.mjs";

describe("apt's one-line format", () => {
  it("gives the address, suite and components of each deb line", () => {
    const text =
      "deb http://mirror.test/debian/ bookworm main contrib\ndeb http://mirror.test/debian bookworm-updates main\n";
    expect(parseOneLine(text)).toEqual([
      { uri: "http://mirror.test/debian", suite: "bookworm", components: ["main", "contrib"] },
      { uri: "http://mirror.test/debian", suite: "bookworm-updates", components: ["main"] },
    ]);
  });

  it("leaves out comments, source packages and options in brackets", () => {
    const text = [
      "# deb http://old.test/debian bookworm main",
      "deb-src http://mirror.test/debian bookworm main",
      "deb [arch=amd64 signed-by=/usr/share/keyrings/x.gpg] http://mirror.test/debian bookworm main # the near one",
    ].join("\n");
    expect(parseOneLine(text)).toEqual([{ uri: "http://mirror.test/debian", suite: "bookworm", components: ["main"] }]);
  });
});

describe("apt's deb822 format", () => {
  it("gives one source for each address and suite of a paragraph", () => {
    const text =
      "Types: deb deb-src\nURIs: http://a.test/debian http://b.test/debian/\nSuites: bookworm bookworm-updates\nComponents: main\n";
    expect(parseDeb822(text).map(({ uri, suite }) => `${uri} ${suite}`)).toEqual([
      "http://a.test/debian bookworm",
      "http://a.test/debian bookworm-updates",
      "http://b.test/debian bookworm",
      "http://b.test/debian bookworm-updates",
    ]);
  });

  it("reads over comments between the fields, and over lines that go on", () => {
    const text =
      "Types: deb\n# a snapshot\nURIs: http://a.test/debian\nSuites: bookworm\nComponents: main\n contrib\nSigned-By:\n -----BEGIN\n .\n x\n";
    expect(parseDeb822(text)).toEqual([
      { uri: "http://a.test/debian", suite: "bookworm", components: ["main", "contrib"] },
    ]);
  });

  it("leaves out paragraphs that are switched off or hold source packages only", () => {
    const off = "Enabled: no\nTypes: deb\nURIs: http://a.test/debian\nSuites: bookworm\nComponents: main";
    const source = "Types: deb-src\nURIs: http://a.test/debian\nSuites: bookworm\nComponents: main";
    expect(parseDeb822(`${off}\n\n${source}\n`)).toEqual([]);
  });
});

describe("the sources of a machine", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "apt-sources-"));
    mkdirSync(join(folder, "sources.list.d"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("come from sources.list and from both kinds of file beside it, and from no other", () => {
    writeFileSync(join(folder, "sources.list"), "deb http://one.test/debian bookworm main\n");
    writeFileSync(join(folder, "sources.list.d/two.list"), "deb http://two.test/debian bookworm main\n");
    writeFileSync(
      join(folder, "sources.list.d/three.sources"),
      "Types: deb\nURIs: http://three.test/debian\nSuites: bookworm\n",
    );
    writeFileSync(join(folder, "sources.list.d/four.list.save"), "deb http://four.test/debian bookworm main\n");
    const hosts = readAptSources(folder).map(({ uri }) => new URL(uri).hostname);
    expect(hosts.sort()).toEqual(["one.test", "three.test", "two.test"]);
  });

  it("follow a list of mirrors to its first entry, as cloud images have it", () => {
    writeFileSync(join(folder, "mirrors"), "# near\nhttp://near.test/debian/\nhttp://far.test/debian\n");
    writeFileSync(join(folder, "sources.list"), `deb mirror+file:${join(folder, "mirrors")} bookworm main\n`);
    expect(readAptSources(folder).map(({ uri }) => uri)).toEqual(["http://near.test/debian"]);
  });

  it("are none where apt is not configured", () => {
    expect(readAptSources(join(folder, "missing"))).toEqual([]);
  });
});
