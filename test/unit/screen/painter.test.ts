import { expect, it } from "vitest";
import { Painter } from "../../../src/screen/painter.ts";
import { Emulator } from "../../support/screen/emulator.ts";

const SIZE = { columns: 10, rows: 3 };

it("writes a whole frame first, then only what differs, and nothing when nothing does", () => {
  const painter = new Painter();
  expect(painter.write({ lines: ["one", "two"] }, SIZE)).toBe(
    "\u001B[?2026h\u001B[?25l\u001B[1;1Hone\u001B[K\u001B[2;1Htwo\u001B[K\u001B[3;1H\u001B[K\u001B[?25l\u001B[?2026l",
  );
  expect(painter.write({ lines: ["one", "2"] }, SIZE)).toBe(
    "\u001B[?2026h\u001B[?25l\u001B[2;1H2\u001B[K\u001B[?25l\u001B[?2026l",
  );
  expect(painter.write({ lines: ["one", "2", ""] }, SIZE)).toBe("");
});

it("writes all again when what stands there is forgotten", () => {
  const painter = new Painter();
  const whole = painter.write({ lines: ["one"] }, SIZE);
  painter.forget();
  expect(painter.write({ lines: ["one"] }, SIZE)).toBe(whole);
});

it("does not clear the last column of a line that fills it, nor let one line's colour into the next", async () => {
  const emulator = new Emulator(SIZE.columns, SIZE.rows);
  await emulator.write(new Painter().write({ lines: ["0123456789", "\u001B[31mred", "plain"] }, SIZE));
  expect(emulator.lines()).toEqual(["0123456789", "red", "plain"]);
  expect(emulator.cell(1, 0).foreground).toBe(1);
  expect(emulator.cell(2, 0).foreground).toBeUndefined();
});

it("moves the cursor alone when only that has changed", () => {
  const painter = new Painter();
  painter.write({ lines: ["search"], cursor: { row: 0, column: 6 } }, SIZE);
  expect(painter.write({ lines: ["search"], cursor: { row: 0, column: 99 } }, SIZE)).toBe(
    "\u001B[?2026h\u001B[1;10H\u001B[?25h\u001B[?2026l",
  );
});
