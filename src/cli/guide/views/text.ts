import type { Canvas } from "../canvas.ts";
import { type Model, stepOf } from "../model.ts";
import { stepTitle } from "./frame.ts";
import { topologyLines } from "./topology.ts";

/** Longer lines than this are hard to read, however wide the terminal is. */
const WIDEST = 96;
const INDENT = "  ";

/** What one reads: the drawing, at the first step what the lab is about, the step, and the hints that were asked for. */
export function textLines(model: Model, canvas: Canvas): string[] {
  const { style } = canvas;
  const step = stepOf(model);
  const intro = model.step === 0 ? [...prose(model.lab.intro, canvas), ""] : [];
  return [
    ...topologyLines(model, canvas),
    ...intro,
    INDENT + style.bold(stepTitle(model)),
    "",
    ...prose(step.body, canvas),
    "",
    ...hintLines(model, canvas),
  ];
}

function hintLines(model: Model, canvas: Canvas): string[] {
  const { style } = canvas;
  const { id, hints } = stepOf(model);
  const shown = Math.min(model.hints[id] ?? 0, hints.length);
  const told = hints.slice(0, shown).flatMap((hint, index) => {
    const title = `Hint ${index + 1} of ${hints.length}`;
    return [INDENT + style.accent(style.bold(title)), "", ...prose(hint, canvas), ""];
  });
  return [...told, INDENT + style.dim(leftText(hints.length - shown, shown))];
}

function leftText(left: number, shown: number): string {
  if (left === 0) return shown === 0 ? "This step has no hints." : "That was the last hint.";
  const count = left === 1 ? "1 hint is" : `${left} hints are`;
  return `${count} left: h shows the next.`;
}

function prose(markdown: string, { columns, style, ascii, prose: render }: Canvas): string[] {
  const width = Math.min(columns - 2 * INDENT.length, WIDEST);
  return (render?.(markdown, { width, style, ascii }) ?? []).map((line) => (line === "" ? "" : INDENT + line));
}
