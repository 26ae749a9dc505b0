import { lexer, type Token, type Tokens } from "marked";
import { toAscii } from "../ascii.ts";
import { keepOpen } from "../sgr.ts";
import type { Style } from "../style.ts";
import { widthOf, wrap } from "../text.ts";
import { codeLines } from "./code.ts";
import { htmlText, type InlineOptions, inlineText, NO_BREAK } from "./inline.ts";
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
  return blocksLines(lexer(markdown), options, "apart");
}

/** "apart": with a blank line between two blocks; "close": as the items of a tight list are. */
type Spacing = "apart" | "close";

function blocksLines(tokens: readonly Token[], options: RenderOptions, spacing: Spacing): string[] {
  const blocks = tokens.map((token) => blockLines(token, options)).filter((lines) => lines.length > 0);
  return blocks.flatMap((lines, index) => (index > 0 && spacing === "apart" ? ["", ...lines] : lines));
}

function blockLines(token: Token, options: RenderOptions): string[] {
  const { width, style, ascii } = options;
  switch (token.type) {
    case "heading":
      return flowed(style.bold(inline(token, options)), width);
    case "paragraph":
    case "text":
      return flowed(inline(token, options), width);
    case "list":
      return listLines(token as Tokens.List, options);
    case "code":
      return codeLines(ascii ? toAscii(token["text"]) : token["text"], options);
    case "blockquote":
      return quoteLines(token as Tokens.Blockquote, options);
    case "table":
      return tableLines(token as Tokens.Table, width, options);
    case "hr":
      return [style.dim((ascii ? "-" : "─").repeat(width))];
    case "html":
      return wrap(htmlText(token["text"]).trim(), width).filter((line) => line !== "");
    default:
      // Blank lines, and definitions of links.
      return [];
  }
}

function flowed(text: string, width: number): string[] {
  return wrap(text, width).map((line) => line.replaceAll(NO_BREAK, " "));
}

function inline(token: Token, options: InlineOptions): string {
  return inlineText("tokens" in token && token.tokens ? token.tokens : [token], options);
}

function listLines(list: Tokens.List, options: RenderOptions): string[] {
  const first = Number(list.start || 1);
  const last = first + list.items.length - 1;
  const items = list.items.map((item, index) => {
    const bullet = options.ascii ? "- " : "• ";
    const mark = list.ordered ? `${String(first + index).padStart(String(last).length)}. ` : bullet;
    return hung(itemLines(item, { ...options, width: options.width - mark.length }), mark);
  });
  return items.flatMap((lines, index) => (list.loose && index > 0 ? ["", ...lines] : lines));
}

function itemLines({ tokens, loose }: Tokens.ListItem, options: RenderOptions): string[] {
  // The box of a task stands in the same line as its text.
  const [box, text, ...rest] = tokens;
  if (box?.type !== "checkbox" || text === undefined) return blocksLines(tokens, options, loose ? "apart" : "close");
  const first = { ...text, tokens: [box, ...("tokens" in text && text.tokens ? text.tokens : [text])] };
  return blocksLines([first, ...rest], options, loose ? "apart" : "close");
}

/** Begins with the mark; what follows stands under its text. */
function hung(lines: readonly string[], mark: string): string[] {
  const indent = " ".repeat(widthOf(mark));
  return (lines.length > 0 ? lines : [""]).map((line, index) => (index === 0 ? mark : line && indent) + line);
}

function quoteLines({ tokens }: Tokens.Blockquote, options: RenderOptions): string[] {
  const bar = options.style.dim(options.ascii ? "|" : "│");
  const lines = blocksLines(tokens, { ...options, width: options.width - 2 }, "apart");
  return keepOpen(lines).map((line) => `${bar} ${line}`.trimEnd());
}
