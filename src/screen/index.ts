// What the rest of podlab draws with. It knows nothing of labs: terminals, keys, text.
export { toAscii } from "./ascii.ts";
export { type RenderOptions, renderMarkdown } from "./markdown/render.ts";
export { openScreen, type ScreenOptions } from "./screen.ts";
export { type ScrollOptions, scroll, type Window } from "./scroll.ts";
export { type ColorDepth, createStyle, type Style } from "./style.ts";
export { apart, fit, pad, printable, widthOf, wrap } from "./text.ts";
export type { Frame, Key, Screen, Size } from "./types.ts";
