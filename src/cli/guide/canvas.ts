import type { Style } from "../../screen/style.ts";
import type { Size } from "../../screen/types.ts";
import type { Marks } from "../output/marks.ts";
import type { Terminal } from "../output/terminal.ts";
import type { Prose } from "./prose.ts";

/** What there is to draw on, and with what. */
export interface Canvas extends Size {
  readonly style: Style;
  readonly marks: Marks;
  /** The terminal shows ASCII only. */
  readonly ascii: boolean;
  /** Makes lines of Markdown; undefined before what does that is loaded. */
  readonly prose: Prose | undefined;
}

/** What a terminal of this size shows. */
export function canvasOf({ columns, rows }: Size, { style, marks, ascii }: Terminal, prose: Prose | undefined): Canvas {
  return { columns, rows, style, marks, ascii, prose };
}
