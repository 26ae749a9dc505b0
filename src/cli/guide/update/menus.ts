import type { Key } from "../../../screen/types.ts";
import type { Effect } from "../effects.ts";
import type { Model } from "../model.ts";
import type { Overlay } from "../overlay.ts";
import { selectedAfter, takes } from "./selecting.ts";
import { stay, type Updated, without } from "./updated.ts";

/** Chooses the service to open a shell in. */
export function updateShell(model: Model, overlay: Extract<Overlay, { kind: "shell" }>, key: Key): Updated {
  if (key.name === "escape" || key.name === "q") return stay(without(model));
  const { services } = model.lab;
  const selected = selectedAfter(overlay.selected, key, services.length);
  const service = services[selected]?.name;
  if (service !== undefined && takes(key, services.length))
    return { model: without(model), effects: [{ effect: "shell", service }] };
  return stay({ ...model, overlay: { ...overlay, selected } });
}

/** A digit opens one of the lab's addresses in a browser, Enter the first; every other key leads back. */
export function updateOpen(model: Model, key: Key): Updated {
  const { entries } = model;
  if (!takes(key, entries.length)) return stay(without(model));
  const url = entries[selectedAfter(0, key, entries.length)]?.url;
  return { model, effects: [{ effect: "open", url }] };
}

/** e makes the environment anew, w the files too; every other key leaves all as it is. */
export function updateReset(model: Model, { name }: Key): Updated {
  const back = without(model);
  if (name !== "e" && name !== "w") return stay(back);
  if (model.work === "opening" || model.work === "resetting") return stay(back);
  const cancels: readonly Effect[] = model.work === "judging" ? [{ effect: "cancel" }] : [];
  const work = model.work === "judging" ? "cancelling" : model.work;
  return { model: { ...back, work }, effects: [...cancels, { effect: "reset", work: name === "w" }] };
}

/** l leaves the lab running, s stops it, every other key goes on. */
export function updateQuit(model: Model, { name }: Key): Updated {
  const leaves = name === "l" || name === "q" || name === "enter" || name === "ctrl-d";
  if (!leaves && name !== "s") return stay(without(model));
  const judging = model.work === "judging";
  const cancels: readonly Effect[] = judging ? [{ effect: "cancel" }] : [];
  const left: Model = { ...without(model), work: judging ? "cancelling" : model.work };
  return { model: left, effects: [...cancels, { effect: "quit", stop: name === "s" }] };
}
