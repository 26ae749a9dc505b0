import type { Grade, GradedLab } from "../../types.ts";
import { html, type Markup } from "./markup.ts";

const WIDTH = 640;
const HEIGHT = 160;
const BINS = 10;
const GAP = 4;
const AXIS = 28;
const TOP = 16;

/** How many submissions came to how many points, in ten equal parts of what can be had. */
export function pointsPlot(grades: readonly Grade[], { maxPoints }: GradedLab): Markup {
  const bins = new Array<number>(BINS).fill(0);
  for (const { points } of grades) {
    const bin = Math.min(BINS - 1, Math.floor((points / Math.max(maxPoints, 1)) * BINS));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const most = Math.max(1, ...bins);
  const step = WIDTH / BINS;
  const bars = bins.map((count, index) => {
    const height = (count / most) * (HEIGHT - AXIS - TOP);
    const [x, y] = [index * step + GAP / 2, HEIGHT - AXIS - height];
    const middle = x + (step - GAP) / 2;
    const range = `${points(index, maxPoints)} to ${points(index + 1, maxPoints)}`;
    return html`<g><title>${range} points: ${count}</title>
<rect class="bar" x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${(step - GAP).toFixed(1)}" height="${height.toFixed(1)}"/>
<text x="${middle.toFixed(1)}" y="${(y - 4).toFixed(1)}">${count === 0 ? "" : count}</text>
<text x="${middle.toFixed(1)}" y="${HEIGHT - 10}">${points(index, maxPoints)}–${points(index + 1, maxPoints)}</text></g>`;
  });
  return html`<svg role="img" aria-label="How many submissions came to how many points" viewBox="0 0 ${WIDTH} ${HEIGHT}">${bars}</svg>`;
}

function points(bin: number, most: number): string {
  return String(Math.round((bin / BINS) * most * 10) / 10);
}

const ROW = 22;
const LABEL = 360;
const ROOM = 200;

/** What share of the class passes each check: where it struggles shows as the short bars. */
export function passPlot(grades: readonly Grade[], { checks }: GradedLab): Markup {
  const rows = checks.map(({ check, title }, index) => {
    const passed = grades.filter((grade) =>
      grade.checks.some((one) => one.check === check && one.verdict === "passed"),
    );
    const share = grades.length === 0 ? 0 : passed.length / grades.length;
    const y = index * ROW;
    return html`<g><title>${title}</title>
<text class="left" x="0" y="${y + 15}">${check}</text>
<rect class="track" x="${LABEL}" y="${y + 4}" width="${ROOM}" height="14"/>
<rect class="bar" x="${LABEL}" y="${y + 4}" width="${(share * ROOM).toFixed(1)}" height="14"/>
<text class="left" x="${LABEL + ROOM + 8}" y="${y + 15}">${passed.length} of ${grades.length}</text></g>`;
  });
  const height = Math.max(1, checks.length) * ROW;
  return html`<svg role="img" aria-label="How many pass each check" viewBox="0 0 ${WIDTH} ${height}">${rows}</svg>`;
}
