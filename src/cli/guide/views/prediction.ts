import { wrap } from "../../../screen/text.ts";
import type { Canvas } from "../canvas.ts";
import type { Model } from "../model.ts";
import type { PredictionOverlay } from "../overlay.ts";
import { pageView } from "./frame.ts";
import type { View } from "./types.ts";

/** Asks what the learner thinks will come out; the run shows what did. */
export function predictionView(model: Model, { question, unit, hint, typed }: PredictionOverlay, canvas: Canvas): View {
  const asked = wrap(question, canvas.columns - 4).map((line) => `  ${line}`);
  const answer = `  > ${typed}`;
  const lines = [
    ...asked,
    "",
    `${answer}  ${unit}`,
    "",
    ...(hint === undefined ? [] : wrap(hint, canvas.columns - 4).map((line) => canvas.style.dim(`  ${line}`))),
    canvas.style.dim("  It is not scored: the run shows what comes out."),
  ];
  const drawn = pageView(
    model,
    {
      title: "What do you think?",
      lines,
      keys: [["Enter", "answer, or go on without"]],
    },
    canvas,
  );
  return { ...drawn, cursor: { row: drawn.lines.indexOf(lines[asked.length + 1] ?? ""), column: answer.length } };
}
