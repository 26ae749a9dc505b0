import type { Canvas } from "../canvas.ts";
import type { Model } from "../model.ts";
import { pageView } from "./frame.ts";
import { BACK, SCROLL } from "./keys.ts";
import type { View } from "./types.ts";

const KEYS: readonly (readonly [string, string])[] = [
  ["h", "the next hint, below the step's text"],
  ["r", "run the step's checks again as your files are"],
  ["c", "cancel a check that runs; what it has disturbed is undone"],
  ["n, p", "the next step (after a pass), the previous step"],
  ["Tab", "let the arrows scroll the checks, or the text"],
  ["l", "what the services write, as they write it"],
  ["s", "a shell in a service"],
  ["m", "the map: services, addresses, traffic"],
  ["f", "disturb the lab as the checks do, and undo it"],
  ["d", "what you have changed since the starter"],
  ["o", "where curl and a browser reach the lab"],
  ["x", "reset: asks what, and says what stays"],
  ["q", "leave; the lab can go on running"],
  ["Ctrl-C", "cancels a check, else asks about leaving; twice leaves at once"],
];

export function helpView(model: Model, top: number, canvas: Canvas): View {
  const { style, marks } = canvas;
  const lines = [
    ...KEYS.map(([key, what]) => ` ${style.accent(style.bold(key.padEnd(7)))} ${what}`),
    "",
    ` Your files: ${model.lab.folder}`,
    " Every save there is judged; a pass never moves on by itself.",
    "",
    ` ${marks.passed} passed  ${marks.failed} failed  ${marks.blocked} blocked by another check  ${marks.broken} could not be judged`,
  ];
  return pageView(model, { title: "Help", lines, top, keys: [BACK, ...SCROLL] }, canvas);
}
