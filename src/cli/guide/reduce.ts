import type { PodlabEvent, VerdictEvent } from "../../core/events.ts";
import { starterText } from "../output/work-lines.ts";
import type { GuideEvent } from "./events.ts";
import { type CheckState, checkOf, type Message, type Model, resting, stepOf } from "./model.ts";
import { reduceOverlay } from "./reduce-overlay.ts";
import { reduceRound } from "./reduce-round.ts";

/** The model after something was told. `now` is ms on the guide's clock. */
export function reduce(before: Model, event: GuideEvent, now: number): Model {
  const model = { ...before, now };
  switch (event.event) {
    case "round":
    case "changed":
    case "queued":
    case "summary":
      return reduceRound(model, event);
    case "check":
      return withCheck({ ...model, struck: [] }, event.check, { runningSince: now });
    case "verdict":
      return judged(model, event);
    case "prediction":
      return { ...model, predictions: { ...model.predictions, [event.check]: event } };
    case "fault":
      return { ...model, struck: event.state === "injected" ? [...model.struck, event.text] : [] };
    case "progress":
      return { ...model, underWay: underWayAfter(model.underWay, event) };
    case "notice":
      return noticed(model, event);
    case "session":
      return event.state === "ready" ? { ...model, entries: event.entries } : model;
    case "opened":
      return { ...model, work: "idle", underWay: {} };
    case "resetting":
      return resetting(model, event.work);
    case "reset-done":
      return { ...model, work: resting(model) };
    case "lost":
      return lost(model, event);
    case "found":
      return { ...model, work: "idle", lost: undefined };
    case "remembered":
      return { ...model, hints: event.hints, done: new Set([...model.done, ...event.done]) };
    case "said":
      return { ...model, message: event };
    case "kept":
      return saying(model, `your files are kept in ${event.path}; \`podlab undo ${event.lab}\` brings them back`);
    case "starter":
      return warned(model, { text: `${event.file}: ${starterText(event.outcome, event.beside)}` });
    case "hand-faults":
      return { ...model, faults: event.faults };
    case "traffic":
      return { ...model, traffic: event.edges };
    default:
      return reduceOverlay(model, event);
  }
}

export function withCheck(model: Model, id: string, change: Partial<CheckState>): Model {
  return { ...model, checks: { ...model.checks, [id]: { ...checkOf(model, id), ...change } } };
}

/** A verdict counts for the files as they were when its check began. */
function judged(model: Model, verdict: VerdictEvent): Model {
  const { runningSince = model.now } = checkOf(model, verdict.check);
  const stale = model.changedAt > runningSince;
  const after = withCheck(model, verdict.check, { verdict, stale, runningSince: undefined });
  const step = stepOf(after);
  const passes = step.checks.every(({ id }) => checkOf(after, id).verdict?.verdict === "passed");
  const done = passes && verdict.step === step.id ? new Set([...after.done, step.id]) : after.done;
  // What failed is what one wants to read next.
  const turns = verdict.verdict === "failed" || verdict.verdict === "broken";
  return { ...after, done, struck: [], focus: turns ? "checks" : after.focus };
}

function underWayAfter(
  before: Model["underWay"],
  { part, state, text }: Extract<PodlabEvent, { event: "progress" }>,
): Model["underWay"] {
  if (state === "begun" || state === "going") return { ...before, [part]: text };
  const { [part]: _, ...others } = before;
  return others;
}

/** A warning stays until the next save. */
function noticed(model: Model, { level, text, hint }: Extract<PodlabEvent, { event: "notice" }>): Model {
  return level === "warning" ? warned(model, { text, hint }) : { ...model, message: { level, text, hint } };
}

function warned(model: Model, { text, hint }: Omit<Message, "level">): Model {
  const others = model.notices.filter((notice) => notice.text !== text);
  return { ...model, notices: [...others, { level: "warning", text, hint }] };
}

/** The services are made anew, so that nothing is known of them, and no fault is in force. */
function resetting(model: Model, work: boolean): Model {
  const checks = Object.fromEntries(
    Object.entries(model.checks).map(([id, check]) => [id, { ...check, stale: true, runningSince: undefined }]),
  );
  const after: Model = { ...model, work: "resetting", faults: [], notices: [], checks, overlay: undefined };
  return work ? { ...after, tookMs: undefined, saved: undefined } : after;
}

function lost(model: Model, { text, hint }: Extract<GuideEvent, { event: "lost" }>): Model {
  const checks = Object.fromEntries(
    Object.entries(model.checks).map(([id, check]) => [id, { ...check, runningSince: undefined }]),
  );
  return {
    ...model,
    work: "lost",
    lost: { level: "warning", text, hint },
    checks,
    underWay: {},
    struck: [],
    queued: false,
  };
}

function saying(model: Model, text: string): Model {
  return { ...model, message: { level: "info", text } };
}
