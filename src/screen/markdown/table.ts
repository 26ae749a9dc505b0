import type { AlignType, Table, TableCell } from "mdast";
import { pad, widthOf, wrap } from "../text.ts";
import { type InlineOptions, inlineText, NO_BREAK } from "./inline.ts";

const BETWEEN = "  ";
/** Columns that a narrow cell keeps when wide ones have to give way. */
const LEAST = 8;

/** A table with its columns aligned; where it is too wide, the widest columns' cells are wrapped. */
export function tableLines(table: Table, width: number, options: InlineOptions): string[] {
  const text = ({ children }: TableCell) => inlineText(children, options).replaceAll(NO_BREAK, " ");
  const [first = [], ...rows] = table.children.map((row) => row.children.map(text));
  const header = first.map((cell) => options.style.bold(cell));
  const widths = narrowed(
    header.map((cell, column) => Math.max(widthOf(cell), ...rows.map((row) => widthOf(row[column] ?? "")))),
    width - BETWEEN.length * (header.length - 1),
  );
  const rule = widths.map((columns) => (options.ascii ? "-" : "─").repeat(columns)).join(BETWEEN);
  const lines = (row: readonly string[]) => rowLines(row, widths, table.align ?? []);
  return [...lines(header), options.style.dim(rule), ...rows.flatMap(lines)];
}

/** Takes from the widest column until all fit. */
function narrowed(widths: readonly number[], room: number): number[] {
  const narrow = [...widths];
  let excess = narrow.reduce((sum, width) => sum + width, 0) - room;
  while (excess > 0) {
    const widest = Math.max(...narrow);
    if (widest <= LEAST) break;
    narrow[narrow.indexOf(widest)] = widest - 1;
    excess--;
  }
  return narrow;
}

function rowLines(row: readonly string[], widths: readonly number[], align: readonly AlignType[]): string[] {
  const cells = widths.map((width, column) => wrap(row[column] ?? "", width));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, index) =>
    cells
      .map((lines, column) => aligned(lines[index] ?? "", widths[column] ?? 0, align[column] ?? null))
      .join(BETWEEN)
      .trimEnd(),
  );
}

function aligned(text: string, width: number, align: AlignType): string {
  const missing = Math.max(width - widthOf(text), 0);
  const before = align === "right" ? missing : align === "center" ? Math.floor(missing / 2) : 0;
  return pad(" ".repeat(before) + text, width);
}
