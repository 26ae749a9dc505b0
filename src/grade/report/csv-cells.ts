/** A cell of a CSV file: what it says, and where it stands in the text. */
export interface Cell {
  readonly value: string;
  /** Offset of its first character, a quote included. */
  readonly start: number;
  /** Offset behind its last one. */
  readonly end: number;
}

/**
 * The rows of a CSV text (RFC 4180) with the place of each cell, for whoever has to change one and leave all else alone:
 * libraries give values and write files anew.
 */
export function cellsOf(text: string): Cell[][] {
  const rows: Cell[][] = [];
  let row: Cell[] = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    const cell = cellAt(text, at);
    row.push(cell);
    at = cell.end;
    const next = text[at];
    if (next === ",") {
      at++;
      // A comma at the very end is followed by one more, empty cell.
      if (at === text.length) row.push({ value: "", start: at, end: at });
      continue;
    }
    rows.push(row);
    row = [];
    at += text.startsWith("\r\n", at) ? 2 : 1;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}

function cellAt(text: string, start: number): Cell {
  if (text[start] !== '"') {
    const rest = /[^,\r\n]*/y;
    rest.lastIndex = start;
    const value = rest.exec(text)?.[0] ?? "";
    return { value, start, end: start + value.length };
  }
  let end = start + 1;
  while (end < text.length && !(text[end] === '"' && text[end + 1] !== '"')) end += text[end] === '"' ? 2 : 1;
  const value = text.slice(start + 1, end).replaceAll('""', '"');
  return { value, start, end: Math.min(end + 1, text.length) };
}
