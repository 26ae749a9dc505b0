import type { Terminal } from "./terminal.ts";
import { wrapLines } from "./wrap.ts";

/** Longer lines than this are hard to read, however wide the terminal is. */
const WIDEST = 90;

/**
 * A lab's Markdown as lines: paragraphs and list items are wrapped anew, code, tables and drawings stay as they are.
 */
export function proseLines(markdown: string, terminal: Terminal): string[] {
  const width = Math.min(terminal.width - 4, WIDEST);
  return blocksOf(markdown.trim()).flatMap((block) => {
    if (block.verbatim) return block.lines;
    const text = block.lines.map((line) => line.trim()).join(" ");
    const indent = /^(?:[-*+]|\d+\.) /.exec(text)?.[0].length ?? 0;
    const [first = "", ...more] = wrapLines(emphasized(text, terminal), width - indent);
    return [first, ...more.map((line) => " ".repeat(indent) + line)];
  });
}

interface Block {
  readonly verbatim: boolean;
  readonly lines: string[];
}

const LIST_ITEM = /^\s*(?:[-*+]|\d+\.) /;
/** A blank line, code, a table's row, a quotation, a heading. */
const STAYS = /^\s*$|^ {4}|^\t|^\s*\||^>|^#/;

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let fenced = false;
  for (const line of markdown.split("\n")) {
    const isFence = /^\s*```/.test(line);
    if (isFence) fenced = !fenced;
    const last = blocks.at(-1);
    // Inside a list item, an indented line goes on with it.
    const continues = last !== undefined && !last.verbatim && !LIST_ITEM.test(line) && line.trim() !== "";
    if (isFence || fenced || (STAYS.test(line) && !continues)) blocks.push({ verbatim: true, lines: [line] });
    else if (continues) last.lines.push(line);
    else blocks.push({ verbatim: false, lines: [line] });
  }
  return blocks;
}

function emphasized(text: string, terminal: Terminal): string {
  return text.replace(/\*\*(.+?)\*\*/g, (_, words: string) => terminal.style.bold(words));
}
