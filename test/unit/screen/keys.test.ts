import fc from "fast-check";
import { expect, it } from "vitest";
import { KeyDecoder } from "../../../src/screen/keys.ts";

const names = (...chunks: readonly string[]) => {
  const decoder = new KeyDecoder();
  return [...chunks.flatMap((chunk) => decoder.push(Buffer.from(chunk))), ...decoder.flush()].map(({ name }) => name);
};

it("names a character by itself, in any script", () => {
  expect(names("aA? ü€🙂")).toEqual(["a", "A", "?", " ", "ü", "€", "🙂"]);
});

it("names control characters by the key that they are typed with", () => {
  expect(names("\r\n\t\u007F\b\u0003\u0004\u001A\u0000\u001C")).toEqual([
    "enter",
    "enter",
    "tab",
    "backspace",
    "backspace",
    "ctrl-c",
    "ctrl-d",
    "ctrl-z",
    "ctrl- ",
    "ctrl-\\",
  ]);
});

it("knows the sequences of xterm, VT220, rxvt and the Linux console", () => {
  expect(names("\u001B[A", "\u001BOB", "\u001B[H", "\u001B[1~", "\u001B[7~", "\u001B[5~", "\u001B[[A")).toEqual([
    "up",
    "down",
    "home",
    "home",
    "home",
    "pageup",
    "f1",
  ]);
  expect(names("\u001B[1;5C", "\u001B[1;2D", "\u001B[3;3~", "\u001B[Z", "\u001BOP", "\u001B[24~")).toEqual([
    "ctrl-right",
    "shift-left",
    "alt-delete",
    "shift-tab",
    "f1",
    "f12",
  ]);
});

it("drops sequences and answers that it does not know", () => {
  expect(names("\u001B[?1;2c", "\u001B[200x", "\u001B]11;rgb:0/0/0\u0007", "\u001BP1$r\u001B\\", "a")).toEqual(["a"]);
});

it("tells a lone Esc from the beginning of a sequence when nothing more comes", () => {
  const decoder = new KeyDecoder();
  expect(decoder.push(Buffer.from("\u001B"))).toEqual([]);
  expect(decoder.waits).toBe(true);
  expect(decoder.flush()).toEqual([{ name: "escape" }]);
  expect(decoder.waits).toBe(false);
  expect(names("\u001B", "[", "A")).toEqual(["up"]);
  expect(names("\u001B\u001B")).toEqual(["escape", "escape"]);
  expect(names("\u001Bx")).toEqual(["alt-x"]);
  expect(names("\u001B[")).toEqual(["alt-["]);
  expect(names("\u001B[1;")).toEqual([]);
});

it("takes a paste as one, however long it takes, line ends and sequences in it too", () => {
  const decoder = new KeyDecoder();
  expect(decoder.push(Buffer.from("a\u001B[200~q\r\u001B[A"))).toEqual([{ name: "a" }]);
  expect(decoder.waits).toBe(false);
  expect(decoder.flush()).toEqual([]);
  expect(decoder.push(Buffer.from("x\u001B[201~b"))).toEqual([{ name: "paste", text: "q\r\u001B[Ax" }, { name: "b" }]);
});

it("makes the same keys of the same bytes, wherever they are cut", () => {
  const piece = fc.constantFrom(
    "a",
    "ü",
    "🙂",
    "\r",
    "\u001B[A",
    "\u001B[1;5C",
    "\u001BOP",
    "\u001B[200~p q\u001B[201~",
    "\u0003",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(60), { maxLength: 6 }), (pieces, cuts) => {
      const bytes = Buffer.from(pieces.join(""));
      const at = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
      const cutUp = new KeyDecoder();
      const keys = at.slice(1).flatMap((end, index) => cutUp.push(bytes.subarray(at[index], end)));
      expect([...keys, ...cutUp.flush()]).toEqual(new KeyDecoder().push(bytes));
    }),
  );
});
