import type { SummaryEvent } from "../../core/events.ts";
import type { GuideEvent } from "./events.ts";
import { type CheckState, type Model, resting, stepOf } from "./model.ts";

type RoundEvent = Extract<GuideEvent, { event: "round" | "changed" | "queued" }> | SummaryEvent;

/** How runs begin and end, and what a save means for what was judged before it. */
export function reduceRound(model: Model, event: RoundEvent): Model {
  switch (event.event) {
    case "changed":
      return { ...model, changedAt: model.now, checks: stale(model.checks), queued: model.work !== "idle" };
    case "queued":
      return { ...model, queued: model.work !== "idle" };
    case "summary":
      return { ...model, tookMs: model.saved === undefined ? model.tookMs : model.now - model.saved.at };
    case "round":
      return event.state === "begun" ? begun(model, event.saved) : ended(model, event.state);
  }
}

function begun(model: Model, files: readonly string[]): Model {
  return {
    ...model,
    work: "judging",
    queued: false,
    saved: files.length > 0 ? { files, at: model.changedAt } : undefined,
    // What was told still holds where nothing has changed.
    notices: files.length > 0 ? [] : model.notices,
    faults: [],
    struck: [],
  };
}

function ended(model: Model, state: "ended" | "cancelled"): Model {
  const checks = Object.fromEntries(
    Object.entries(model.checks).map(([id, check]) => [id, { ...check, runningSince: undefined }]),
  );
  const after: Model = { ...model, work: resting(model), checks, underWay: {}, struck: [] };
  if (state === "ended") return after;
  const text = `cancelled; all that ${stepOf(model).title} had disturbed is undone. r runs it again`;
  return { ...after, message: { level: "info", text } };
}

function stale(checks: Model["checks"]): Record<string, CheckState> {
  return Object.fromEntries(Object.entries(checks).map(([id, check]) => [id, { ...check, stale: true }]));
}
