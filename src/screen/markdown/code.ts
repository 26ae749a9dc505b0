import type { Style } from "../style.ts";
import { charactersOf, widthOf } from "../text.ts";

export interface CodeOptions {
  readonly width: number;
  readonly style: Style;
  readonly ascii: boolean;
  readonly longCode?: "broken" | "whole";
}

const INDENT = "    ";

/** Code as it is, indented. It is never wrapped at words: what a line holds may be a command. */
export function codeLines(code: string, { width, style, ascii, longCode = "broken" }: CodeOptions): string[] {
  const room = Math.max(width - INDENT.length, 1);
  const mark = ascii ? "\\" : "↩";
  return code
    .split("\n")
    .flatMap((line) => (longCode === "whole" ? [line] : broken(line, room, mark)))
    .map((line) => (line === "" ? "" : INDENT + style.code(line)));
}

function broken(line: string, room: number, mark: string): string[] {
  if (widthOf(line) <= room) return [line];
  const lines = [""];
  let width = 0;
  for (const character of charactersOf(line)) {
    const wide = widthOf(character);
    if (width + wide > room - 1) {
      lines.push("");
      width = 0;
    }
    lines[lines.length - 1] += character;
    width += wide;
  }
  return lines.map((part, index) => (index < lines.length - 1 ? part + mark : part));
}
