import type { RootContent } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";

/**
 * A Markdown text's blocks: CommonMark and tables. Of the usual parsers it is among the quickest in a process that has
 * just begun, where regular expressions have yet to be compiled, and a guide's first paint waits for it.
 */
export function parseMarkdown(markdown: string): readonly RootContent[] {
  const extensions = { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] };
  return fromMarkdown(markdown, extensions).children;
}
