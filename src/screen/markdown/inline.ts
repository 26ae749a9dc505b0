import type { Link, PhrasingContent } from "mdast";
import { toAscii } from "../ascii.ts";
import type { Style } from "../style.ts";

export interface InlineOptions {
  readonly style: Style;
  readonly ascii: boolean;
}

/** Where a line must not be broken. */
export const NO_BREAK = "\u00A0";
/** Columns of code that a line may end short for. */
const UNBROKEN = 32;

/** A paragraph's parts as one styled text; the only line ends in it are those that the author forced. */
export function inlineText(parts: readonly PhrasingContent[], options: InlineOptions): string {
  return parts.map((part) => partText(part, options)).join("");
}

function partText(part: PhrasingContent, options: InlineOptions): string {
  const { style } = options;
  switch (part.type) {
    case "text":
      return shown(part.value, options);
    case "strong":
      return style.bold(inlineText(part.children, options));
    case "emphasis":
      return emphasized(inlineText(part.children, options), style);
    case "inlineCode":
      return codeText(shown(part.value, options), style);
    case "break":
      return "\n";
    case "link":
      return linkText(part, options);
    case "image":
    case "imageReference":
      return shown(part.alt ?? "", options);
    case "html":
      return htmlText(part.value);
    default:
      return "children" in part ? inlineText(part.children, options) : "";
  }
}

/** An author's own line ends are none of the terminal's. */
function shown(text: string, { ascii }: InlineOptions): string {
  const oneLine = text.replaceAll("\n", " ");
  return ascii ? toAscii(oneLine) : oneLine;
}

function emphasized(text: string, style: Style): string {
  return style.depth === "none" ? `*${text}*` : style.italic(text);
}

/** Without colours the backticks say that it is code. A short command stays in one line. */
function codeText(text: string, style: Style): string {
  const kept = text.length <= UNBROKEN ? text.replaceAll(" ", NO_BREAK) : text;
  return style.depth === "none" ? `\`${kept}\`` : style.code(kept);
}

/** Tells where it leads, unless it says so itself. */
function linkText({ url, children }: Link, options: InlineOptions): string {
  const text = options.style.accent(inlineText(children, options));
  const [only, ...others] = children;
  const itself = only?.type === "text" && others.length === 0 && url.endsWith(only.value);
  return itself ? text : `${text} (${url})`;
}

/** A comment says nothing; anything else was hardly meant as HTML: `<name>` stands for a name. */
export function htmlText(html: string): string {
  if (/^<br\s*\/?>$/i.test(html)) return "\n";
  return html.trimStart().startsWith("<!--") ? "" : html;
}
