import type { Key } from "../../../screen/types.ts";
import type { Effect } from "../effects.ts";
import { isBusy, type Model } from "../model.ts";
import { updateFault } from "./fault.ts";
import { updateLogs } from "./logs.ts";
import { updateMain } from "./main.ts";
import { updateOpen, updateQuit, updateReset, updateShell } from "./menus.ts";
import { updatePrediction } from "./prediction.ts";
import { type Limits, scrolled } from "./scrolling.ts";
import { stay, type Updated, without } from "./updated.ts";

/** The model after a key, and what the key asks for. `limits` are those of what was painted last. */
export function update(before: Model, key: Key, limits: Limits): Updated {
  // Esc and a key that came in the same moment: nothing here is meant with Alt.
  if (/^alt-.$/.test(key.name)) return inTurn(before, [{ name: "escape" }, { name: key.name.slice(4) }], limits);
  // A key answers the last message; what it says next stands in its place.
  const model = { ...before, message: undefined };
  if (key.name === "ctrl-c") return interrupted(model);
  const { overlay } = model;
  switch (overlay?.kind) {
    case undefined:
      return updateMain(model, key, limits);
    case "logs":
      return updateLogs(model, overlay, key, limits);
    case "fault":
      return updateFault(model, overlay, key);
    case "shell":
      return updateShell(model, overlay, key);
    case "open":
      return updateOpen(model, key);
    case "reset":
      return updateReset(model, key);
    case "quit":
      return updateQuit(model, key);
    case "prediction":
      return updatePrediction(model, overlay, key);
    case "map":
    case "help":
    case "diff": {
      if (isBack(key, overlay.kind)) return stay(without(model));
      const top = scrolled(overlay.top, key, limits.overlay, limits.page);
      return stay({ ...model, overlay: { ...overlay, top } });
    }
  }
}

function inTurn(model: Model, keys: readonly Key[], limits: Limits): Updated {
  return keys.reduce<Updated>(
    (before, key) => {
      const after = update(before.model, key, limits);
      return { model: after.model, effects: [...before.effects, ...after.effects] };
    },
    { model, effects: [] },
  );
}

/** Ends a check; where none runs, asks whether to leave; the second one leaves at once. */
function interrupted(model: Model): Updated {
  if (model.work === "judging") return { model: { ...model, work: "cancelling" }, effects: [{ effect: "cancel" }] };
  if (isBusy(model) || model.overlay?.kind === "quit") return { model, effects: [{ effect: "interrupt" }] };
  const leaves: readonly Effect[] = model.overlay?.kind === "logs" ? [{ effect: "leave-logs" }] : [];
  return { model: { ...without(model), overlay: { kind: "quit" } }, effects: leaves };
}

const OPENED_WITH: Readonly<Record<string, string>> = { map: "m", help: "?", diff: "d" };

/** Esc, q and the very key that opened it lead back. */
function isBack({ name }: Key, kind: string): boolean {
  return name === "escape" || name === "q" || name === OPENED_WITH[kind];
}
