import { describe, expect, it } from "vitest";
import { parseOneLine } from "../../../src/setup/apt-sources.mjs";
import { chooseMirror } from "../../../src/setup/debian-mirror.mjs";

const DEBIAN_12 = [
  "deb http://mirror.test/debian bookworm main",
  "deb http://mirror.test/debian bookworm-updates main",
  "deb http://mirror.test/debian-security bookworm-security main",
].join("\n");

describe("the mirror for the root image", () => {
  it("is the machine's own, with its updates and security fixes", () => {
    expect(chooseMirror(parseOneLine(DEBIAN_12))).toEqual({
      uri: "http://mirror.test/debian",
      sourcesList: `${DEBIAN_12}\n`,
    });
  });

  it("is Debian's archive, not a third party that uses Debian's suite names", () => {
    const thirdParties =
      "deb https://apt.vendor.test bookworm main\ndeb https://pkgs.vendor.test/stable/debian bookworm main";
    expect(chooseMirror(parseOneLine(`${thirdParties}\n${DEBIAN_12}`))?.uri).toBe("http://mirror.test/debian");
  });

  it("is the archive of another Debian release where that is what the machine runs", () => {
    const trixie =
      "deb http://mirror.test/debian-security trixie-security main\ndeb http://mirror.test/debian trixie main";
    expect(chooseMirror(parseOneLine(trixie))).toEqual({
      uri: "http://mirror.test/debian",
      sourcesList: "deb http://mirror.test/debian bookworm main\n",
    });
  });

  it("is none on Ubuntu and where packages come from a disc", () => {
    const sources = "deb http://archive.test/ubuntu noble main universe\ndeb cdrom:[Debian_12]/ bookworm main";
    expect(chooseMirror(parseOneLine(sources))).toBeUndefined();
  });
});
