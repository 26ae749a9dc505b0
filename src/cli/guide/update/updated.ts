import type { Effect } from "../effects.ts";
import type { Model } from "../model.ts";

/** What a key makes of the model, and what it asks for besides. */
export interface Updated {
  readonly model: Model;
  readonly effects: readonly Effect[];
}

/** Nothing is asked for. */
export function stay(model: Model): Updated {
  return { model, effects: [] };
}

/** Back to the main view. */
export function without(model: Model): Model {
  return { ...model, overlay: undefined };
}
