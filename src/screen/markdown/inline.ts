import type { Token } from "marked";
import { toAscii } from "../ascii.ts";
import type { Style } from "../style.ts";

export interface InlineOptions {
  readonly style: Style;
  readonly ascii: boolean;
}

/** Where a line must not be broken. */
export const NO_BREAK = "\u00A0";

/** The references that marked leaves in texts; authors write them where Markdown would take the character for its own. */
const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": NO_BREAK,
};
/** Columns of code that a line may end short for. */
const UNBROKEN = 32;

/** A paragraph's parts as one styled text; the only line ends in it are those that the author forced. */
export function inlineText(tokens: readonly Token[], options: InlineOptions): string {
  return tokens.map((token) => tokenText(token, options)).join("");
}

function tokenText(token: Token, options: InlineOptions): string {
  const { style, ascii } = options;
  const plain = (text: string) => {
    const oneLine = text.replaceAll("\n", " ");
    return ascii ? toAscii(oneLine) : oneLine;
  };
  const within = () => ("tokens" in token && token.tokens ? inlineText(token.tokens, options) : plain(textOf(token)));
  switch (token.type) {
    case "strong":
      return style.bold(within());
    case "em":
      return style.depth === "none" ? `*${within()}*` : style.italic(within());
    case "codespan":
      return codeText(plain(textOf(token)), style);
    case "br":
      return "\n";
    case "link":
      return linkText(within(), token["href"], token["text"], style);
    case "image":
      return plain(textOf(token));
    case "html":
      return htmlText(textOf(token));
    case "checkbox":
      return token["checked"] ? "[x] " : "[ ] ";
    case "escape":
      return plain(textOf(token));
    default:
      return "tokens" in token ? within() : plain(decoded(textOf(token)));
  }
}

/** Without colours the backticks say that it is code. A short command stays in one line. */
function codeText(text: string, style: Style): string {
  const kept = text.length <= UNBROKEN ? text.replaceAll(" ", NO_BREAK) : text;
  return style.depth === "none" ? `\`${kept}\`` : style.code(kept);
}

function linkText(shown: string, href: string, text: string, style: Style): string {
  const said = href === text || href === `mailto:${text}`;
  return said ? style.accent(shown) : `${style.accent(shown)} (${href})`;
}

/** A comment says nothing; anything else was hardly meant as HTML: `<name>` stands for a name. */
export function htmlText(html: string): string {
  if (/^<br\s*\/?>$/i.test(html)) return "\n";
  return html.trimStart().startsWith("<!--") ? "" : html;
}

function decoded(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity);
}

function textOf(token: Token): string {
  return "text" in token && typeof token.text === "string" ? token.text : token.raw;
}
