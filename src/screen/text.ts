import { stripVTControlCharacters } from "node:util";
import stringWidth from "fast-string-width";
import { wrapAnsi } from "fast-wrap-ansi";
import { keepOpen, RESET, SGR } from "./sgr.ts";

const TAB = 8;
/** Latin, punctuation, arrows and drawings: each code point is a character by itself, of one column. */
const SIMPLE = /^[ -~\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2027\u2190-\u22FF\u2500-\u257F]*$/;
const CONTROLS = /\p{Cc}/gu;

/** Columns that the text takes on a terminal. */
export function widthOf(text: string): number {
  if (text.includes("\u001B"))
    return text.split(SGR).reduce((sum, part, index) => sum + (index % 2 === 1 ? 0 : widthOfBare(part)), 0);
  return widthOfBare(text);
}

/** Asks the library only where characters differ in width, for it has large tables to prepare. */
function widthOfBare(text: string): number {
  return SIMPLE.test(text) ? text.length : stringWidth(text);
}

/** The line in at most `width` columns: where it is longer it is cut, and an ellipsis says so. */
export function fit(text: string, width: number, ellipsis = "…"): string {
  if (widthOf(text) <= width) return text;
  const room = width - widthOf(ellipsis);
  if (room < 0) return "";
  const [kept, styled] = beginning(text, room);
  return kept + ellipsis + (styled ? RESET : "");
}

/** As much of the text as `room` columns hold, and whether a style of it may be open. */
function beginning(text: string, room: number): [string, boolean] {
  let kept = "";
  let left = room;
  let styled = false;
  for (const [index, part] of text.split(SGR).entries()) {
    if (index % 2 === 1) {
      kept += part;
      styled = true;
      continue;
    }
    for (const character of charactersOf(part)) {
      left -= widthOf(character);
      if (left < 0) return [kept, styled];
      kept += character;
    }
  }
  return [kept, styled];
}

/** What a person sees as one character each, however many code points it has. */
export function charactersOf(text: string): Iterable<string> {
  // Loading the tables for that takes longer than all else until the first paint, and most texts don't need them.
  return SIMPLE.test(text) ? text : Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/** The line in exactly `width` columns: cut, or filled up with blanks. */
export function pad(text: string, width: number, ellipsis = "…"): string {
  const cut = fit(text, width, ellipsis);
  return cut + " ".repeat(Math.max(width - widthOf(cut), 0));
}

/** `left` at the left end of the line and `right` at its right end; where both don't fit, `left` is cut. */
export function apart(left: string, right: string, width: number, ellipsis = "…"): string {
  const room = width - widthOf(right);
  return right === "" ? fit(left, width, ellipsis) : `${pad(fit(left, room - 1, ellipsis), room)}${right}`;
}

/** The text in lines of at most `width` columns; its own line ends and indents stay, and each line is styled by itself. */
export function wrap(text: string, width: number): string[] {
  const lines = text.split("\n").flatMap((line) => {
    const indent = /^\s*/.exec(line)?.[0] ?? "";
    const room = Math.max(width - indent.length, LEAST_ROOM);
    return wrapAnsi(line.trim(), room, { hard: true })
      .split("\n")
      .map((part) => (indent + part).trimEnd());
  });
  return keepOpen(lines);
}

/** Narrower than this, an indent gives way to the text. */
const LEAST_ROOM = 20;

/**
 * One line of somebody else's (a log, an answer) that can do nothing to the terminal but show: tabs are blanks, of the
 * control sequences only colours are left.
 */
export function printable(line: string): string {
  // Splitting at a group keeps it: every second part is a colour.
  const parts = line.split(SGR).map((part, index) => (index % 2 === 1 ? part : visible(part)));
  return expandTabs(parts.join(""));
}

function visible(text: string): string {
  return stripVTControlCharacters(text).replace(CONTROLS, (control) => (control === "\t" ? control : ""));
}

function expandTabs(line: string): string {
  const [first = "", ...rest] = line.split("\t");
  return rest.reduce((before, part) => before + " ".repeat(TAB - (widthOf(before) % TAB)) + part, first);
}
