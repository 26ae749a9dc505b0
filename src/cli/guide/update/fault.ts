import type { Key } from "../../../screen/types.ts";
import { type FaultItem, faultItems } from "../fault-menu.ts";
import type { Model } from "../model.ts";
import type { FaultOverlay } from "../overlay.ts";
import { selectedAfter, takes } from "./selecting.ts";
import { stay, type Updated, without } from "./updated.ts";

/** What a key does in the menu of faults: first a kind is chosen, then what it strikes. */
export function updateFault(model: Model, overlay: FaultOverlay, key: Key): Updated {
  if (isBack(key)) return stay(back(model, overlay));
  const items = faultItems(model, overlay);
  const selected = selectedAfter(overlay.selected, key, items.length);
  const item = items[selected];
  const there: Model = { ...model, overlay: { ...overlay, selected } };
  return item !== undefined && takes(key, items.length) ? taken(there, { ...overlay, selected }, item) : stay(there);
}

function isBack({ name }: Key): boolean {
  return name === "escape" || name === "left" || name === "q" || name === "f";
}

function back(model: Model, overlay: FaultOverlay): Model {
  return overlay.fault === undefined
    ? without(model)
    : { ...model, overlay: { ...overlay, fault: undefined, selected: 0 } };
}

function taken(model: Model, overlay: FaultOverlay, item: FaultItem): Updated {
  if (item.does === "choose") return stay({ ...model, overlay: { ...overlay, fault: item.fault, selected: 0 } });
  if (model.work !== "idle") {
    const text = "not just now: a run is under way, which has faults of its own; c ends it";
    return stay({ ...model, message: { level: "info", text } });
  }
  const first: Model = { ...model, overlay: { ...overlay, fault: undefined, selected: 0 } };
  switch (item.does) {
    case "heal":
      return { model: first, effects: [{ effect: "heal" }] };
    case "undo":
      return { model: first, effects: [{ effect: "undo-fault", words: item.fault.words }] };
    case "cause":
      return { model: first, effects: [{ effect: "fault", words: item.words }] };
  }
}
