import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineSplitter } from "../../../src/agent/lines.ts";

describe("splitting lines", () => {
  it("gives the same lines however the text is cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string().map((s) => s.replaceAll("\n", ""))),
        fc.integer({ min: 1, max: 7 }),
        (lines, size) => {
          const whole = lines.map((line) => `${line}\n`).join("");
          const splitter = new LineSplitter(1_000);
          const pieces = whole.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
          expect(pieces.flatMap((piece) => [...splitter.push(piece)])).toEqual(lines);
        },
      ),
    );
  });

  it("drops a line that is too long and goes on with the next", () => {
    const splitter = new LineSplitter(5);
    const pieces = ["123", "456", "78\n12345\n123456\nab", "c\n"];
    expect(pieces.flatMap((piece) => [...splitter.push(piece)])).toEqual([undefined, "12345", undefined, "abc"]);
  });
});
