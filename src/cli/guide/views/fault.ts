import { pad } from "../../../screen/text.ts";
import type { Canvas } from "../canvas.ts";
import { type FaultItem, faultItems } from "../fault-menu.ts";
import type { Model } from "../model.ts";
import type { FaultOverlay } from "../overlay.ts";
import { pageView } from "./frame.ts";
import { BACK, type KeyHint } from "./keys.ts";
import { menuLine } from "./menus.ts";
import type { View } from "./types.ts";

/** The faults that one can cause by hand, and those that are in force. */
export function faultView(model: Model, overlay: FaultOverlay, canvas: Canvas): View {
  const items = faultItems(model, overlay);
  const lines = [
    ...inForce(model, canvas),
    "",
    ...items.map((item, index) => menuLine(itemText(item), index, index === overlay.selected, canvas)),
    "",
    ...canvas.style.dim(" They last until you undo them, or the lab is judged, saved into or reset.").split("\n"),
  ];
  const title = overlay.fault === undefined ? "Faults" : `Fault: ${overlay.fault} what?`;
  // The selected line stays in sight however many there are.
  const top = Math.max(overlay.selected - Math.floor(canvas.rows / 2) + 4, 0);
  return pageView(model, { title, lines, top, keys: KEYS }, canvas);
}

function inForce({ faults, struck }: Model, { style }: Canvas): string[] {
  const all = [...faults.map(({ words }) => words.join(" ")), ...struck.map((text) => `${text} (the check's own)`)];
  if (all.length === 0) return [style.dim(" in force: none")];
  return all.map((text) => style.warn(` in force: ${text}`));
}

function itemText(item: FaultItem): string {
  return item.does === "choose" ? `${pad(item.text, 10)} ${item.what}` : item.text;
}

const KEYS: readonly KeyHint[] = [["↑↓", "choose"], ["Enter", "take"], BACK];
