import { scroll } from "../../../screen/scroll.ts";
import { apart } from "../../../screen/text.ts";
import type { Canvas } from "../canvas.ts";
import { type Model, type Pane, stepOf } from "../model.ts";
import { checksLines } from "./checks.ts";
import { filled, header, pageOf } from "./frame.ts";
import { keyLine, mainKeys } from "./keys.ts";
import { messageLines, statusLine } from "./status.ts";
import { textLines } from "./text.ts";
import type { View } from "./types.ts";

/** Of the lines between header and status, what the pane with the focus leaves to the other. */
const SHARE = { text: 0.4, checks: 0.3 } as const;

/** The step's text above, its checks below; what does not fit scrolls. */
export function mainView(model: Model, canvas: Canvas): View {
  const { columns, rows, style } = canvas;
  const above = header(model, canvas);
  const below = [...messageLines(model, canvas), statusLine(model, canvas), keyLine(mainKeys(model), canvas)];
  const text = textLines(model, canvas);
  const checks = checksLines(model, canvas);
  const heights = shared(rows - above.length - below.length - 1, text.length, checks.length, model.focus);
  const look = { width: columns, mark: style.dim };
  const upper = scroll(text, { ...look, top: model.tops.text, height: heights.text });
  const lower = scroll(checks, { ...look, top: model.tops.checks, height: heights.checks });
  return {
    lines: [
      ...above,
      ...filled(upper.lines, heights.text),
      divider(model, canvas),
      ...filled(lower.lines, heights.checks),
      ...below,
    ],
    limits: {
      text: upper.above + upper.below,
      checks: lower.above + lower.below,
      overlay: 0,
      page: pageOf(heights[model.focus]),
    },
  };
}

/** How many lines each pane gets: what it needs, and where both need more than there is, the focus decides. */
export function shared(height: number, text: number, checks: number, focus: Pane): Record<Pane, number> {
  if (text + checks <= height) return { text: height - checks, checks };
  if (focus === "text") {
    const forChecks = Math.min(checks, Math.floor(height * SHARE.text));
    return { text: height - forChecks, checks: forChecks };
  }
  const forText = Math.min(text, Math.max(Math.floor(height * SHARE.checks), height - checks));
  return { text: forText, checks: height - forText };
}

/** Between the panes: what comes below, and which of them the arrows scroll. */
function divider(model: Model, { columns, style }: Canvas): string {
  const { checks } = stepOf(model);
  const label = `── ${checks.length === 1 ? "1 check" : `${checks.length} checks`} `;
  const hint =
    model.focus === "checks" ? " ↑↓ scroll the checks, Tab: the text ──" : " ↑↓ scroll the text, Tab: the checks ──";
  const line = apart(label, hint, columns).replace(/ {2,}/, (gap) => ` ${"─".repeat(gap.length - 2)} `);
  return style.dim(line);
}
