import type { Blockquote, List, RootContent } from "mdast";
import { toAscii } from "../ascii.ts";
import type { Style } from "../style.ts";
import { widthOf, wrap } from "../text.ts";
import { codeLines } from "./code.ts";
import { htmlText, inlineText, NO_BREAK } from "./inline.ts";
import { parseMarkdown } from "./parse.ts";
import { tableLines } from "./table.ts";

export interface RenderOptions {
  /** Columns. */
  readonly width: number;
  readonly style: Style;
  /** The terminal shows ASCII only. */
  readonly ascii: boolean;
  /**
   * Lines of code that are wider: "broken" with a mark at the end of what goes on in the next line, so that all can be
   * seen; "whole" for what is copied from a scrolling terminal. Default: "broken".
   */
  readonly longCode?: "broken" | "whole";
}

/** Markdown as styled lines, each by itself. */
export function renderMarkdown(markdown: string, options: RenderOptions): string[] {
  return blocksLines(parseMarkdown(markdown), options, "apart");
}

/** "apart": with a blank line between two blocks; "close": as the items of a tight list are. */
type Spacing = "apart" | "close";

function blocksLines(blocks: readonly RootContent[], options: RenderOptions, spacing: Spacing): string[] {
  return spaced(
    blocks.map((block) => blockLines(block, options)).filter((lines) => lines.length > 0),
    spacing,
  );
}

function spaced(blocks: readonly (readonly string[])[], spacing: Spacing): string[] {
  return blocks.flatMap((lines, index) => (index > 0 && spacing === "apart" ? ["", ...lines] : lines));
}

function blockLines(block: RootContent, options: RenderOptions): string[] {
  const { width, style, ascii } = options;
  switch (block.type) {
    case "heading":
      return flowed(style.bold(inlineText(block.children, options)), width);
    case "paragraph":
      return flowed(inlineText(block.children, options), width);
    case "list":
      return listLines(block, options);
    case "code":
      return codeLines(ascii ? toAscii(block.value) : block.value, options);
    case "blockquote":
      return quoteLines(block, options);
    case "table":
      return tableLines(block, width, options);
    case "thematicBreak":
      return [style.dim((ascii ? "-" : "─").repeat(width))];
    case "html":
      return wrap(htmlText(block.value).trim(), width).filter((line) => line !== "");
    default:
      // Definitions, which links refer to.
      return [];
  }
}

function flowed(text: string, width: number): string[] {
  return wrap(text, width).map((line) => line.replaceAll(NO_BREAK, " "));
}

function listLines({ ordered, start, spread, children }: List, options: RenderOptions): string[] {
  const first = start ?? 1;
  const digits = String(first + children.length - 1).length;
  const items = children.map((item, index) => {
    const bullet = options.ascii ? "- " : "• ";
    const mark = ordered ? `${String(first + index).padStart(digits)}. ` : bullet;
    const room = { ...options, width: options.width - mark.length };
    return hung(blocksLines(item.children, room, item.spread ? "apart" : "close"), mark);
  });
  return spaced(items, spread ? "apart" : "close");
}

/** Begins with the mark; what follows stands under its text. */
function hung(lines: readonly string[], mark: string): string[] {
  const indent = " ".repeat(widthOf(mark));
  return (lines.length > 0 ? lines : [""]).map((line, index) => (index === 0 ? mark : line && indent) + line);
}

function quoteLines({ children }: Blockquote, options: RenderOptions): string[] {
  const bar = options.style.dim(options.ascii ? "|" : "│");
  const lines = blocksLines(children, { ...options, width: options.width - 2 }, "apart");
  return lines.map((line) => `${bar} ${line}`.trimEnd());
}
