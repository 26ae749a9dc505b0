import { widthOf } from "../../../screen/text.ts";
import type { Canvas } from "../canvas.ts";
import type { Model } from "../model.ts";
import { positionOf } from "../update/main.ts";

/** A key and what it does: ["h", "hint"]. */
export type KeyHint = readonly [key: string, what: string];

/** The last keys of a line, which stay whatever has to go: the ways out and to all others. */
const KEPT = 2;

/** The keys in one line; where there is no room for all, those before the last two go. */
export function keyLine(keys: readonly KeyHint[], { columns, style }: Pick<Canvas, "columns" | "style">): string {
  const line = ` ${keys.map(([key, what]) => `${style.accent(style.bold(key))} ${what}`).join("  ")}`;
  if (widthOf(line) <= columns || keys.length <= KEPT) return line;
  const first = keys.slice(0, -KEPT);
  return keyLine([...first.slice(0, -1), ...keys.slice(-KEPT)], { columns, style });
}

/** The main view's, those that help now before the others. */
export function mainKeys(model: Model): KeyHint[] {
  const { work, lost } = model;
  if (lost !== undefined)
    return [
      ["r", "try again"],
      ["q", "quit"],
      ["?", "help"],
      ["l", "logs"],
      ["d", "diff"],
    ];
  const judging = work === "judging" || work === "cancelling";
  const first: KeyHint[] = judging ? [["c", "cancel"]] : [["r", "run"]];
  const { passes } = positionOf(model);
  if (passes && !judging && model.step + 1 < model.lab.steps.length) first.unshift(["n", "next step"]);
  return [
    ...first,
    ["h", "hint"],
    ["l", "logs"],
    ["s", "shell"],
    ["m", "map"],
    ["f", "fault"],
    ["d", "diff"],
    ["o", "open"],
    ["x", "reset"],
    ["q", "quit"],
    ["?", "help"],
  ];
}

/** Scrolling and the way back: those of every view that fills the screen. */
export const BACK: KeyHint = ["Esc", "back"];
export const SCROLL: readonly KeyHint[] = [
  ["↑↓", "scroll"],
  ["PgUp PgDn", "page"],
];
