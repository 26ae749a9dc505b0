import { RESET } from "./sgr.ts";
import { fit, printable, widthOf } from "./text.ts";
import type { Frame, Size } from "./types.ts";

const BEGIN_UPDATE = "\u001B[?2026h";
const END_UPDATE = "\u001B[?2026l";
const HIDE_CURSOR = "\u001B[?25l";
const SHOW_CURSOR = "\u001B[?25h";
const CLEAR_RIGHT = "\u001B[K";

/** Knows what stands on a terminal, and what to write so that a frame stands there. */
export class Painter {
  /** The lines that stand there; undefined: anything may. */
  #standing: readonly string[] | undefined;
  #cursor: string | undefined;

  /** What stands there is not known any more: the next frame is written whole. */
  forget(): void {
    this.#standing = undefined;
    this.#cursor = undefined;
  }

  /**
   * What to write, all at once; empty when the frame stands there already. A terminal that knows synchronized updates
   * (https://gist.github.com/christianparpart/d8a62cc1ab659194337d73e399004036) shows nothing half done; others
   * ignore the marks.
   */
  write(frame: Frame, size: Size): string {
    const lines = Array.from({ length: size.rows }, (_, row) => frame.lines[row] ?? "");
    const changed = lines.flatMap((line, row) => (line === this.#standing?.[row] ? [] : [lineAt(row, line, size)]));
    const cursor = cursorAt(frame, size);
    if (changed.length === 0 && cursor === this.#cursor) return "";
    this.#standing = lines;
    this.#cursor = cursor;
    return `${BEGIN_UPDATE}${changed.length > 0 ? HIDE_CURSOR : ""}${changed.join("")}${cursor}${END_UPDATE}`;
  }
}

function lineAt(row: number, line: string, { columns }: Size): string {
  const shown = fit(printable(line), columns);
  // After the last column a terminal would clear what was written there.
  const clear = widthOf(shown) < columns ? CLEAR_RIGHT : "";
  return `${moveTo(row, 0)}${shown}${shown.includes("\u001B") ? RESET : ""}${clear}`;
}

function cursorAt({ cursor }: Frame, { rows, columns }: Size): string {
  if (cursor === undefined) return HIDE_CURSOR;
  return `${moveTo(Math.min(cursor.row, rows - 1), Math.min(cursor.column, columns - 1))}${SHOW_CURSOR}`;
}

function moveTo(row: number, column: number): string {
  return `\u001B[${row + 1};${column + 1}H`;
}
