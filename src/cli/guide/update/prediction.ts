import { readAnswer } from "../../../core/prediction.ts";
import type { Key } from "../../../screen/types.ts";
import type { Model } from "../model.ts";
import type { PredictionOverlay } from "../overlay.ts";
import { stay, type Updated, without } from "./updated.ts";

/** Digits of a number that anybody would predict. */
const LONGEST = 12;

/** Takes the typed number; Enter gives it. Enter with nothing typed, and Esc, leave the question unanswered. */
export function updatePrediction(model: Model, overlay: PredictionOverlay, { name }: Key): Updated {
  if (name === "escape")
    return { model: without(model), effects: [{ effect: "predicted", id: overlay.id, value: undefined }] };
  if (name === "enter") return given(model, overlay);
  const typed =
    name === "backspace" ? overlay.typed.slice(0, -1) : overlay.typed + (/^[\d.,-]$/.test(name) ? name : "");
  return stay({ ...model, overlay: { ...overlay, typed: typed.slice(0, LONGEST) } });
}

function given(model: Model, overlay: PredictionOverlay): Updated {
  const answered = readAnswer(overlay.typed, overlay);
  if (answered.answer === "unreadable")
    return stay({ ...model, message: { level: "info", text: `${answered.why}; Esc goes on without` } });
  const value = answered.answer === "number" ? answered.value : undefined;
  return { model: without(model), effects: [{ effect: "predicted", id: overlay.id, value }] };
}
