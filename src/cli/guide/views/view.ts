import { toAscii } from "../../../screen/ascii.ts";
import { fit } from "../../../screen/text.ts";
import type { Canvas } from "../canvas.ts";
import type { Model } from "../model.ts";
import { NO_LIMITS } from "../update/scrolling.ts";
import { diffView } from "./diff.ts";
import { faultView } from "./fault.ts";
import { helpView } from "./help.ts";
import { logsView } from "./logs.ts";
import { mainView } from "./main.ts";
import { mapView } from "./map.ts";
import { openView, quitView, resetView, shellView } from "./menus.ts";
import { predictionView } from "./prediction.ts";
import type { View } from "./types.ts";

/** Smaller than this nothing can be read in it. */
const LEAST = { columns: 80, rows: 24 } as const;

/** Draws the model: as many lines as the screen has, each no wider than it. */
export function view(model: Model, canvas: Canvas): View {
  const drawn = isTooSmall(canvas) ? tooSmall(canvas) : drawer(model)(model, canvas);
  const ellipsis = canvas.ascii ? "..." : "…";
  const lines = drawn.lines.map((line) => fit(canvas.ascii ? toAscii(line) : line, canvas.columns, ellipsis));
  return { ...drawn, lines };
}

function drawer({ overlay }: Model): (model: Model, canvas: Canvas) => View {
  switch (overlay?.kind) {
    case undefined:
      return mainView;
    case "logs":
      return (model, canvas) => logsView(model, overlay, canvas);
    case "fault":
      return (model, canvas) => faultView(model, overlay, canvas);
    case "map":
      return (model, canvas) => mapView(model, overlay.top, canvas);
    case "help":
      return (model, canvas) => helpView(model, overlay.top, canvas);
    case "diff":
      return (model, canvas) => diffView(model, overlay, canvas);
    case "open":
      return (model, canvas) => openView(model, overlay.told, canvas);
    case "shell":
      return (model, canvas) => shellView(model, overlay.selected, canvas);
    case "reset":
      return resetView;
    case "quit":
      return quitView;
    case "prediction":
      return (model, canvas) => predictionView(model, overlay, canvas);
  }
}

function isTooSmall({ columns, rows }: Canvas): boolean {
  return columns < LEAST.columns || rows < LEAST.rows;
}

function tooSmall({ columns, rows }: Canvas): View {
  const lines = [
    `This terminal is ${columns} × ${rows}.`,
    `The guide needs ${LEAST.columns} × ${LEAST.rows}:`,
    "make it larger, or leave with",
    "q and use podlab --plain.",
  ];
  return { lines, limits: NO_LIMITS };
}
