import { type RenderOptions, renderMarkdown } from "../../screen/markdown/render.ts";

/** Makes styled lines of Markdown. */
export type Prose = (markdown: string, options: RenderOptions) => readonly string[];

/** Texts that are kept as lines: a step's, its hints', the introduction's, in the last few widths. */
const KEPT = 40;

/** Renders each text once a width, for it is shown again with every change of the screen. */
export function rememberingProse(): Prose {
  const known = new Map<string, readonly string[]>();
  return (markdown, options) => {
    const key = `${options.width} ${markdown}`;
    const lines = known.get(key) ?? renderMarkdown(markdown, options);
    if (known.size >= KEPT) known.clear();
    known.set(key, lines);
    return lines;
  };
}
