import { plainText } from "../plain-text.ts";

/** HTML that is safe to put into a page. Only `html` makes it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Markup | string | number | undefined | readonly (Markup | string)[];

/** Markup of a template, in which every value that is no markup is escaped, in text and in quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.map((part, index) => part + show(values[index])).join(""));
}

function show(value: Value): string {
  if (value === undefined) return "";
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(show).join("");
  return plainText(String(value)).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
