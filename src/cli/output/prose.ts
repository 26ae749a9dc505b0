import { renderMarkdown } from "../../screen/markdown/render.ts";
import type { Terminal } from "./terminal.ts";

/** Longer lines than this are hard to read, however wide the terminal is. */
const WIDEST = 90;

/** A lab's Markdown as lines, as the guided screen shows it too; but code is left whole, to be copied from here. */
export function proseLines(markdown: string, { width, style, ascii }: Terminal): string[] {
  return renderMarkdown(markdown, { width: Math.min(width - 4, WIDEST), style, ascii, longCode: "whole" });
}
