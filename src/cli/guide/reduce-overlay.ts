import type { GuideEvent } from "./events.ts";
import type { LogLine, Model } from "./model.ts";

/** Lines of logs that can be scrolled back to. */
const KEPT_LINES = 2_000;

/** What is told to the view that lies over the main one. */
export function reduceOverlay(model: Model, event: GuideEvent): Model {
  const { overlay } = model;
  switch (event.event) {
    case "logged":
      return { ...model, logs: logsAfter(model.logs, event) };
    case "diff":
      return overlay?.kind === "diff" ? { ...model, overlay: { ...overlay, lines: event.lines } } : model;
    case "opened-browser":
      return overlay?.kind === "open" ? { ...model, overlay: { ...overlay, told: event.told } } : model;
    case "asks": {
      const { event: _, ...about } = event;
      return { ...model, overlay: { kind: "prediction", ...about, typed: "" } };
    }
    default:
      return model;
  }
}

function logsAfter(
  before: readonly LogLine[],
  { service, lines }: Extract<GuideEvent, { event: "logged" }>,
): readonly LogLine[] {
  return [...before, ...lines.map((text) => ({ service, text }))].slice(-KEPT_LINES);
}
