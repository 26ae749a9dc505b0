import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mergeTexts } from "../../../src/workspace/merge.ts";

const BASE = "one\ntwo\nthree\nfour\nfive\n";

describe("merging two changes of a text", () => {
  it.each([
    [
      "on lines far apart",
      "ONE\ntwo\nthree\nfour\nfive\n",
      "one\ntwo\nthree\nfour\nFIVE\n",
      "ONE\ntwo\nthree\nfour\nFIVE\n",
    ],
    [
      "of which one adds and one removes",
      "one\nmore\ntwo\nthree\nfour\nfive\n",
      "one\ntwo\nthree\nfive\n",
      "one\nmore\ntwo\nthree\nfive\n",
    ],
    ["at both ends", `zero\n${BASE}`, `${BASE}six`, `zero\n${BASE}six`],
    [
      "that are the same",
      "one\nTWO\nthree\nfour\nfive\n",
      "one\nTWO\nthree\nfour\nfive\n",
      "one\nTWO\nthree\nfour\nfive\n",
    ],
  ])("%s takes both", (_, mine, theirs, merged) => {
    expect(mergeTexts(BASE, mine, theirs)).toBe(merged);
    expect(mergeTexts(BASE, theirs, mine)).toBe(merged);
  });

  it.each([
    ["change one line differently", "one\nTWO\nthree\nfour\nfive\n", "one\nzwei\nthree\nfour\nfive\n"],
    ["change neighbouring lines", "one\nTWO\nthree\nfour\nfive\n", "one\ntwo\nTHREE\nfour\nfive\n"],
    ["insert different lines in one place", "one\na\ntwo\nthree\nfour\nfive\n", "one\nb\ntwo\nthree\nfour\nfive\n"],
    ["remove and change a line", "one\nthree\nfour\nfive\n", "one\nTWO\nthree\nfour\nfive\n"],
    ["differ in the last line's end", "one\ntwo\nthree\nfour\nfive", "one\ntwo\nthree\nfour\nFIVE\n"],
  ])("is refused where they %s", (_, mine, theirs) => {
    expect(mergeTexts(BASE, mine, theirs)).toBeUndefined();
    expect(mergeTexts(BASE, theirs, mine)).toBeUndefined();
  });

  const text = fc.array(fc.constantFrom("a\n", "b\n", "c\n", "d\n"), { maxLength: 12 }).map((lines) => lines.join(""));

  it("is the other's text where one changed nothing, and the same whoever is asked first", () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        expect(mergeTexts(base, base, theirs)).toBe(theirs);
        expect(mergeTexts(base, mine, base)).toBe(mine);
        expect(mergeTexts(base, mine, mine)).toBe(mine);
        expect(mergeTexts(base, theirs, mine)).toBe(mergeTexts(base, mine, theirs));
      }),
    );
  });

  it("keeps every line that either added", () => {
    const lines = fc.array(fc.constantFrom("a\n", "b\n", "c\n"), { maxLength: 12 });
    fc.assert(
      fc.property(lines, fc.nat(12), fc.nat(12), (base, mineAt, theirsAt) => {
        const merged = mergeTexts(
          base.join(""),
          inserted(base, mineAt, "MINE\n"),
          inserted(base, theirsAt, "THEIRS\n"),
        );
        if (merged === undefined) return;
        expect(merged.replace("MINE\n", "").replace("THEIRS\n", "")).toBe(base.join(""));
        expect(merged).toMatch(/MINE\n[\s\S]*THEIRS\n|THEIRS\n[\s\S]*MINE\n/);
      }),
    );
  });
});

function inserted(lines: readonly string[], at: number, line: string): string {
  return lines.toSpliced(at, 0, line).join("");
}
