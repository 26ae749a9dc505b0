import fc from "fast-check";
import stringWidth from "fast-string-width";
import { describe, expect, it } from "vitest";
import { scroll } from "../../../src/screen/scroll.ts";
import { createStyle } from "../../../src/screen/style.ts";
import { apart, fit as fitted, pad, printable, widthOf, wrap } from "../../../src/screen/text.ts";
import { Emulator } from "../../support/screen/emulator.ts";

const { bold, good } = createStyle("256");

describe("fit", () => {
  it("cuts with an ellipsis by what a terminal shows, not by characters", () => {
    expect(fitted("a balancer", 10)).toBe("a balancer");
    expect(fitted("a balancer", 6)).toBe("a bal…");
    expect(fitted("日本語です", 7)).toBe("日本語…");
    expect(fitted("a balancer", 6, "...")).toBe("a b...");
    expect(fitted("a", 0)).toBe("");
  });

  it("keeps colours out of the count, and ends them where it cuts", () => {
    expect(fitted(good("good"), 4)).toBe(good("good"));
    expect(fitted(good("very good"), 5)).toBe("\u001B[38;5;32mvery…\u001B[0m");
  });

  it("never gives more columns than there are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(30), (text, width) => {
        expect(widthOf(fitted(printable(text), width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

it("pads to exactly so many columns, and puts two texts at the ends of a line", () => {
  expect(pad("ab", 4)).toBe("ab  ");
  expect(pad("日本", 3)).toBe("日…");
  expect(apart("left", "right", 12)).toBe("left   right");
  expect(apart("a long left", "right", 12)).toBe("a lon… right");
  expect(apart("left", "", 12)).toBe("left");
});

it("counts what the library counts, whichever way it counts itself", () => {
  for (let code = 0x20; code < 0x3000; code++) {
    const character = String.fromCodePoint(code);
    if (!/\p{Cc}/u.test(character)) expect(widthOf(character), `U+${code.toString(16)}`).toBe(stringWidth(character));
  }
});

describe("wrap", () => {
  it("keeps line ends and indents, and breaks what has no blanks", () => {
    expect(wrap("one two three four five\n  six", 20)).toEqual(["one two three four", "five", "  six"]);
    expect(wrap("x".repeat(25), 20)).toEqual(["x".repeat(20), "x".repeat(5)]);
  });

  it("styles each line by itself, nested styles too", async () => {
    const lines = wrap(`${bold(`one two three ${good("four five six seven")} eight`)} nine`, 20);
    for (const [line, words] of [
      [0, "one two three four"],
      [1, "five six seven eight"],
      [2, "nine"],
    ] as const) {
      const emulator = new Emulator(20, 1);
      await emulator.write(`${lines[line]}`);
      expect(emulator.lines()).toEqual([words]);
      const looks = [...words].map((_, column) => emulator.cell(0, column));
      expect(
        looks
          .map((cell) => (cell.foreground === 32 ? cell.text : " "))
          .join("")
          .trim(),
      ).toBe(["four", "five six seven", ""][line]);
      expect(looks.every((cell) => cell.bold === line < 2 || cell.text === "")).toBe(true);
      emulator.dispose();
    }
  });
});

describe("printable", () => {
  it("lets colours through, and nothing that moves, clears, rings or answers", () => {
    expect(printable("\u001B[31mred\u001B[0m\u001B[2J\u001B[1;1H\u0007\u001B]0;title\u0007\r\u0000end")).toBe(
      "\u001B[31mred\u001B[0mend",
    );
  });

  it("makes blanks of tabs, up to the next eighth column", () => {
    expect(printable("a\tb")).toBe("a       b");
    expect(printable("12345678\tb")).toBe("12345678        b");
  });
});

describe("scroll", () => {
  const lines = Array.from({ length: 10 }, (_, row) => `line ${row}`);
  const at = (top: number) => scroll(lines, { top, height: 4, width: 60 });

  it("shows all where there is room for all", () => {
    expect(scroll(lines, { top: 3, height: 10, width: 60 })).toEqual({ lines, top: 0, above: 0, below: 0 });
  });

  it("says in its last line what is not seen", () => {
    expect(at(0).lines).toEqual(["line 0", "line 1", "line 2", "-- 7 more below --"]);
    expect(at(2).lines.at(-1)).toBe("-- 2 more above, 5 more below --");
  });

  it("stops at the end, whatever is asked for", () => {
    expect(at(Number.POSITIVE_INFINITY)).toEqual({
      lines: ["line 7", "line 8", "line 9", "-- 7 more above --"],
      top: 7,
      above: 7,
      below: 0,
    });
    expect(at(-5).top).toBe(0);
  });
});
