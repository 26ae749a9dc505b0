import { fit } from "./text.ts";

export interface Window {
  /** Of the text that is looked at: as many as there is room for, or fewer. */
  readonly lines: readonly string[];
  /** The first line that is shown, from 0; never beyond what there is. */
  readonly top: number;
  /** What can't be seen. */
  readonly above: number;
  readonly below: number;
}

export interface ScrollOptions {
  /** The first line to show, from 0; Infinity shows the end. */
  readonly top: number;
  /** Lines that there is room for, the mark included. */
  readonly height: number;
  readonly width: number;
  /** How the mark looks that says how much more there is. */
  readonly mark?: (text: string) => string;
}

/** A window over lines. Where they don't all fit, the last line that there is room for says what is not seen. */
export function scroll(lines: readonly string[], { top, height, width, mark }: ScrollOptions): Window {
  if (lines.length <= height) return { lines: [...lines], top: 0, above: 0, below: 0 };
  const shown = Math.max(height - 1, 0);
  const first = Math.min(Math.max(top, 0), lines.length - shown);
  const below = lines.length - shown - first;
  const text = fit(moreText(first, below), width);
  const window = [...lines.slice(first, first + shown), mark?.(text) ?? text];
  return { lines: window.slice(0, height), top: first, above: first, below };
}

function moreText(above: number, below: number): string {
  const parts = [above > 0 ? `${above} more above` : "", below > 0 ? `${below} more below` : ""];
  return `-- ${parts.filter((part) => part !== "").join(", ")} --`;
}
