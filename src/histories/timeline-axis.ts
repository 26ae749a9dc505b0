import type { Drawing } from "./timeline-types.ts";

/** Two lines: ticks, and the seconds below them, at steps of 1, 2 or 5 times a power of ten that leave room for the labels. */
export function axis(lengthMs: number, drawing: Drawing): string[] {
  const { columns, tick, line } = drawing;
  const stepMs = stepFor(lengthMs, columns);
  const ticks = new Array<string>(columns).fill(line);
  let labels = "";
  for (let count = 0; count * stepMs <= lengthMs; count += 1) {
    const column = Math.min(columns - 1, Math.floor(((count * stepMs) / lengthMs) * columns));
    ticks[column] = tick;
    const label = labelOf(count * stepMs, stepMs) + (count === 0 ? " s" : "");
    if (column + label.length <= columns) labels = labels.padEnd(column) + label;
  }
  return [ticks.join(""), labels];
}

/** The least step at which neighbours stand apart by the longest label and two blanks more. */
function stepFor(lengthMs: number, columns: number): number {
  for (let power = 10 ** Math.floor(Math.log10(lengthMs / columns)); ; power *= 10) {
    for (const factor of [1, 2, 5]) {
      const stepMs = factor * power;
      const longest = Math.max(labelOf(lengthMs, stepMs).length, "0 s".length + labelOf(0, stepMs).length - 1);
      if (Math.floor((stepMs / lengthMs) * columns) >= longest + 2) return stepMs;
    }
  }
}

function labelOf(ms: number, stepMs: number): string {
  const digits = Math.max(0, Math.ceil(-Math.log10(stepMs / 1000) - 1e-9));
  return (ms / 1000).toFixed(digits);
}
