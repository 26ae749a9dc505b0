import type { Key } from "../../../screen/types.ts";
import type { Model } from "../model.ts";
import type { LogsOverlay } from "../overlay.ts";
import { type Limits, scrolled } from "./scrolling.ts";
import { stay, type Updated, without } from "./updated.ts";

/** What a key does where services' output is followed: digits and Tab choose a service, 0 shows all. */
export function updateLogs(model: Model, overlay: LogsOverlay, key: Key, limits: Limits): Updated {
  if (key.name === "escape" || key.name === "q" || key.name === "l")
    return { model: { ...without(model), logs: [] }, effects: [{ effect: "leave-logs" }] };
  const service = serviceAfter(model, overlay, key);
  if (service !== overlay.service) {
    const top = Number.POSITIVE_INFINITY;
    return stay({ ...model, overlay: { ...overlay, service, top } });
  }
  const top = scrolled(overlay.top, key, limits.overlay, limits.page);
  // At the end it goes on following.
  const follows = top >= limits.overlay;
  return stay({ ...model, overlay: { ...overlay, top: follows ? Number.POSITIVE_INFINITY : top } });
}

function serviceAfter({ lab }: Model, { service }: LogsOverlay, { name }: Key): string | undefined {
  const choices = [undefined, ...lab.services.map((one) => one.name)];
  if (/^\d$/.test(name) && Number(name) < choices.length) return choices[Number(name)];
  const steps = { tab: 1, right: 1, "shift-tab": -1, left: -1 }[name];
  if (steps === undefined) return service;
  return choices[(choices.indexOf(service) + steps + choices.length) % choices.length];
}
