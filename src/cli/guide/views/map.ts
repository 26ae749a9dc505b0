import { pad } from "../../../screen/text.ts";
import type { Canvas } from "../canvas.ts";
import type { Edge, Model } from "../model.ts";
import { pageView } from "./frame.ts";
import { BACK, SCROLL } from "./keys.ts";
import { topologyLines } from "./topology.ts";
import type { View } from "./types.ts";

/** The drawing, who is in it, and what goes between them just now. */
export function mapView(model: Model, top: number, canvas: Canvas): View {
  const lines = [...topologyLines(model, canvas), ...serviceLines(model, canvas), "", ...trafficLines(model, canvas)];
  return pageView(model, { title: "Map", lines, top, keys: [BACK, ...SCROLL] }, canvas);
}

function serviceLines({ lab, entries }: Model, { style }: Canvas): string[] {
  const width = Math.max(...lab.services.map(({ name }) => name.length));
  return lab.services.map(({ name, pod, own }) => {
    const entry = entries.find(({ service }) => service === name);
    const about = [`pod ${pod}`, ...(own ? ["yours"] : []), ...(entry === undefined ? [] : [entry.url])];
    return ` ${style.bold(pad(name, width))}  ${about.join(" · ")}`;
  });
}

function trafficLines({ traffic }: Model, canvas: Canvas): string[] {
  return traffic.map((edge) => edgeLine(edge, canvas));
}

function edgeLine({ from, to, rate, errors }: Edge, { style, marks }: Canvas): string {
  const failing = errors > 0 ? style.bad(`  ${marks.failed} ${errors.toFixed(1)} errors/s`) : "";
  return ` ${pad(`${from} → ${to}`, 32)} ${rate.toFixed(1).padStart(8)} requests/s${failing}`;
}
