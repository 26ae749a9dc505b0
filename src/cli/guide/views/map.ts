import { pad } from "../../../screen/text.ts";
import { trafficLines } from "../../output/traffic.ts";
import type { Canvas } from "../canvas.ts";
import type { Model } from "../model.ts";
import { pageView } from "./frame.ts";
import { BACK, SCROLL } from "./keys.ts";
import { topologyLines } from "./topology.ts";
import type { View } from "./types.ts";

/** The drawing, who is in it, and what goes between them just now. */
export function mapView(model: Model, top: number, canvas: Canvas): View {
  const lines = [...topologyLines(model, canvas), ...serviceLines(model, canvas), "", ...countedLines(model, canvas)];
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

function countedLines({ traffic }: Model, { columns, ascii, style }: Canvas): string[] {
  const about = style.dim(" requests, counted while this is shown:");
  if (traffic.length === 0) return [about, style.dim("  none yet; a check or a curl of yours makes some")];
  return [about, ...trafficLines(traffic, { width: columns, ascii, style })];
}
