import type { Key } from "../../../screen/types.ts";
import type { Effect } from "../effects.ts";
import { isBusy, type Message, type Model, stepOf, stepPasses } from "../model.ts";
import { afterVerdict, nextMove, type Position } from "../position.ts";
import { type Limits, scrolled } from "./scrolling.ts";
import { stay, type Updated } from "./updated.ts";

type Act = (model: Model) => Updated;

const ACTS: Readonly<Record<string, Act>> = {
  h: showHint,
  r: (model) => (model.work === "lost" ? asking(model, { effect: "retry" }) : asking(model, { effect: "judge" })),
  c: cancel,
  l: (model) => ({
    model: { ...model, logs: [], overlay: { kind: "logs", service: undefined, top: Number.POSITIVE_INFINITY } },
    effects: [{ effect: "follow-logs" }],
  }),
  s: openShell,
  m: (model) => stay({ ...model, overlay: { kind: "map", top: 0 } }),
  f: (model) => stay({ ...model, overlay: { kind: "fault", fault: undefined, selected: 0 } }),
  d: (model) => ({
    model: { ...model, overlay: { kind: "diff", lines: undefined, top: 0 } },
    effects: [{ effect: "diff" }],
  }),
  o: (model) => ({
    model: { ...model, overlay: { kind: "open", told: "" } },
    effects: [{ effect: "open", url: model.entries.length === 1 ? model.entries[0]?.url : undefined }],
  }),
  x: (model) => stay({ ...model, overlay: { kind: "reset" } }),
  n: next,
  p: previous,
  "?": (model) => stay({ ...model, overlay: { kind: "help", top: 0 } }),
  q: (model) => stay({ ...model, overlay: { kind: "quit" } }),
  "ctrl-d": (model) => stay({ ...model, overlay: { kind: "quit" } }),
  tab: (model) => stay({ ...model, focus: model.focus === "text" ? "checks" : "text" }),
};

/** What a key does in the main view. */
export function updateMain(model: Model, key: Key, limits: Limits): Updated {
  const act = ACTS[key.name.length === 1 ? key.name.toLowerCase() : key.name];
  if (act) return act(model);
  const { focus, tops } = model;
  const top = scrolled(tops[focus], key, limits[focus], limits.page);
  return stay({ ...model, tops: { ...tops, [focus]: top } });
}

/** Shows the step's next hint below its text, and turns there. */
function showHint(model: Model): Updated {
  const step = stepOf(model);
  const shown = model.hints[step.id] ?? 0;
  const turned: Model = { ...model, focus: "text", tops: { ...model.tops, text: Number.POSITIVE_INFINITY } };
  if (step.hints.length === 0) return stay(saying(model, "this step has no hints"));
  if (shown >= step.hints.length) return stay(saying(turned, "these are all the hints of this step"));
  const hints = { ...model.hints, [step.id]: shown + 1 };
  return asking({ ...turned, hints }, { effect: "count-hint", step: step.id });
}

function cancel(model: Model): Updated {
  if (model.work !== "judging") return stay(saying(model, "no check runs just now"));
  return asking({ ...model, work: "cancelling" }, { effect: "cancel" });
}

function openShell(model: Model): Updated {
  const [only, ...others] = model.lab.services;
  if (only !== undefined && others.length === 0) return asking(model, { effect: "shell", service: only.name });
  const own = model.lab.services.findIndex((service) => service.own);
  return stay({ ...model, overlay: { kind: "shell", selected: Math.max(own, 0) } });
}

function next(model: Model): Updated {
  const move = nextMove(positionOf(model));
  if (move.move === "stay") return stay(saying(model, move.why));
  if (move.move === "finish") return stay(saying(model, afterVerdict(positionOf(model))));
  return moved(model, move.step);
}

function previous(model: Model): Updated {
  if (model.step === 0) return stay(saying(model, "this is the first step"));
  if (isBusy(model)) return stay(saying(model, "the step is being judged; c cancels that"));
  return moved(model, model.step - 1);
}

/** What a step that was done before lacks now is to be mended, not to be done again: it keeps nobody. */
export function positionOf(model: Model): Position {
  const passes = stepPasses(model) || model.done.has(stepOf(model).id);
  return { step: model.step, of: model.lab.steps.length, passes, busy: isBusy(model) };
}

function moved(model: Model, step: number): Updated {
  const there: Model = { ...model, step, focus: "text", tops: { text: 0, checks: 0 }, tookMs: undefined };
  return asking(there, { effect: "judge" });
}

function asking(model: Model, effect: Effect): Updated {
  return { model, effects: [effect] };
}

function saying(model: Model, text: string): Model {
  const message: Message = { level: "info", text };
  return { ...model, message };
}
