import type { Size, Style } from "../../screen/index.ts";
import type { Marks } from "../output/marks.ts";
import type { Terminal } from "../output/terminal.ts";

/** What there is to draw on, and with what. */
export interface Canvas extends Size {
  readonly style: Style;
  readonly marks: Marks;
  /** The terminal shows ASCII only. */
  readonly ascii: boolean;
}

/** What a terminal of this size shows. */
export function canvasOf({ columns, rows }: Size, { style, marks, ascii }: Terminal): Canvas {
  return { columns, rows, style, marks, ascii };
}
