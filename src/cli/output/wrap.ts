import stringWidth from "fast-string-width";
import { wrapAnsi } from "fast-wrap-ansi";

/** The text in lines of at most `width` columns; its own line ends and indents stay. */
export function wrapLines(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => {
    const indent = /^\s*/.exec(line)?.[0] ?? "";
    const room = Math.max(width - indent.length, 20);
    return wrapAnsi(line.trim(), room, { hard: true })
      .split("\n")
      .map((part) => (indent + part).trimEnd());
  });
}

/** Cuts or fills the text to exactly this many columns. */
export function column(text: string, width: number): string {
  const missing = width - stringWidth(text);
  return missing >= 0 ? text + " ".repeat(missing) : `${[...text].slice(0, width - 1).join("")}…`;
}
