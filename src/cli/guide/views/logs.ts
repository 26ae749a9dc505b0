import { pad, printable } from "../../../screen/text.ts";
import type { Canvas } from "../canvas.ts";
import type { Model } from "../model.ts";
import type { LogsOverlay } from "../overlay.ts";
import { pageView } from "./frame.ts";
import { BACK, type KeyHint, SCROLL } from "./keys.ts";
import type { View } from "./types.ts";

/** What services write, as they write it. */
export function logsView(model: Model, { service, top }: LogsOverlay, canvas: Canvas): View {
  const { services } = model.lab;
  const shown = model.logs.filter((line) => service === undefined || line.service === service);
  const width = Math.max(...services.map(({ name }) => name.length));
  const lines = shown.map(({ service: from, text }) =>
    service === undefined ? `${canvas.style.accent(pad(from, width))} ${printable(text)}` : printable(text),
  );
  const follows = top === Number.POSITIVE_INFINITY;
  const title = `Logs of ${service ?? "all services"}${follows ? "" : " (End follows again)"}`;
  const said = lines.length > 0 ? lines : [" nothing has been written yet"];
  return pageView(model, { title: `${title}   ${choices(model, service)}`, lines: said, top, keys: KEYS }, canvas);
}

function choices({ lab }: Model, chosen: string | undefined): string {
  const names = ["all", ...lab.services.map(({ name }) => name)];
  return names.map((name, index) => `${index} ${name === (chosen ?? "all") ? `[${name}]` : name}`).join("  ");
}

const KEYS: readonly KeyHint[] = [BACK, ["0-9 Tab", "service"], ...SCROLL, ["End", "follow"]];
