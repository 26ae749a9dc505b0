import { widthOf } from "../../../screen/text.ts";
import type { Canvas } from "../canvas.ts";
import type { Model } from "../model.ts";
import { positionOf } from "../update/main.ts";

/** A key and what it does: ["h", "hint"]. */
export type KeyHint = readonly [key: string, what: string];

/** The keys in one line; where there is no room for all, those at the end go. */
export function keyLine(keys: readonly KeyHint[], { columns, style }: Canvas): string {
  let line = "";
  for (const [key, what] of keys) {
    const next = `${line === "" ? " " : `${line}  `}${style.accent(style.bold(key))} ${what}`;
    if (widthOf(next) > columns) break;
    line = next;
  }
  return line;
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
