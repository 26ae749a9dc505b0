import { printable } from "../../../screen/text.ts";
import type { Canvas } from "../canvas.ts";
import type { Model } from "../model.ts";
import type { Overlay } from "../overlay.ts";
import { pageView } from "./frame.ts";
import { BACK, SCROLL } from "./keys.ts";
import type { View } from "./types.ts";

/** What the learner has changed since the starter. */
export function diffView(
  model: Model,
  { lines, top }: Pick<Extract<Overlay, { kind: "diff" }>, "lines" | "top">,
  canvas: Canvas,
): View {
  const shown = lines?.map((line) => diffLine(printable(line), canvas)) ?? [" reading your files …"];
  const said = shown.length > 0 ? shown : [" Your files are still the starter's, to the letter."];
  return pageView(
    model,
    { title: "Your files against the starter's", lines: said, top, keys: [BACK, ...SCROLL] },
    canvas,
  );
}

function diffLine(line: string, { style }: Canvas): string {
  if (line.startsWith("+++") || line.startsWith("---")) return style.bold(line);
  if (line.startsWith("+")) return style.good(line);
  if (line.startsWith("-")) return style.bad(line);
  return line.startsWith("@@") ? style.dim(line) : line;
}
