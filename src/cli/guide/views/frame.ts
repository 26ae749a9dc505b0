import { scroll } from "../../../screen/scroll.ts";
import { apart } from "../../../screen/text.ts";
import type { Canvas } from "../canvas.ts";
import { type Model, stepOf } from "../model.ts";
import { NO_LIMITS } from "../update/scrolling.ts";
import { type KeyHint, keyLine } from "./keys.ts";
import { messageLines } from "./status.ts";
import type { View } from "./types.ts";

/** Where one is: chapter and lab, step n of m. */
export function header(model: Model, { columns, style }: Canvas): string[] {
  const { chapter, title, steps } = model.lab;
  const where = `step ${model.step + 1} of ${steps.length}`;
  const line = apart(` ${chapter} › ${title}`, `${where} `, columns);
  return [style.bold(line), rule(columns, style.dim)];
}

export function rule(columns: number, paint: (text: string) => string): string {
  return paint("─".repeat(columns));
}

export interface Page {
  /** What it is: "Logs of tls". */
  readonly title: string;
  readonly lines: readonly string[];
  /** The first line to show; undefined where nothing scrolls. */
  readonly top?: number;
  readonly keys: readonly KeyHint[];
}

/** A view that fills the screen between the header and the keys; where it is longer than that, it scrolls. */
export function pageView(model: Model, { title, lines, top = 0, keys }: Page, canvas: Canvas): View {
  const { columns, rows, style } = canvas;
  const above = [...header(model, canvas), ` ${style.bold(title)}`, ""];
  const below = [...messageLines(model, canvas), keyLine(keys, canvas)];
  const height = rows - above.length - below.length;
  const window = scroll(lines, { top, height, width: columns, mark: style.dim });
  const max = window.above + window.below;
  return {
    lines: [...above, ...filled(window.lines, height), ...below],
    limits: { ...NO_LIMITS, overlay: max, page: pageOf(height) },
  };
}

/** Exactly so many lines. */
export function filled(lines: readonly string[], height: number): string[] {
  return Array.from({ length: height }, (_, index) => lines[index] ?? "");
}

/** Two pages share a line, so that one finds one's place. */
export function pageOf(height: number): number {
  return Math.max(height - 2, 1);
}

/** "Terminate TLS (3 points)". */
export function stepTitle(model: Model): string {
  const { title, points } = stepOf(model);
  return `${title} (${points} point${points === 1 ? "" : "s"})`;
}
