import { stripVTControlCharacters } from "node:util";
import type { Canvas } from "../../../../src/cli/guide/canvas.ts";
import type { GuideEvent } from "../../../../src/cli/guide/events.ts";
import { initialModel, type LabFacts, type Model } from "../../../../src/cli/guide/model.ts";
import { reduce } from "../../../../src/cli/guide/reduce.ts";
import { update } from "../../../../src/cli/guide/update/update.ts";
import type { Updated } from "../../../../src/cli/guide/update/updated.ts";
import { view } from "../../../../src/cli/guide/views/view.ts";
import { MARKS } from "../../../../src/cli/output/marks.ts";
import type { VerdictEvent } from "../../../../src/core/events.ts";
import type { Verdict } from "../../../../src/core/verdict.ts";
import { renderMarkdown } from "../../../../src/screen/markdown/render.ts";
import { createStyle } from "../../../../src/screen/style.ts";
import { widthOf } from "../../../../src/screen/text.ts";

export const LAB: LabFacts = {
  id: "door",
  chapter: "Sidecar",
  title: "A door for the shop",
  intro: "The shop has no door.",
  topology: ["  you ── https ──► door :8443 ──► shop :8080", "                   doorman"].join("\n"),
  folder: "/home/ada/podlab/door",
  files: ["door.conf"],
  steps: [
    {
      id: "hang-it",
      title: "Hang it",
      body: "Make it **swing**.",
      hints: ["Which way?", "Inwards."],
      points: 3,
      checks: [
        { id: "opens", title: "it opens" },
        { id: "shuts", title: "it shuts again" },
      ],
    },
    {
      id: "lock-it",
      title: "Lock it",
      body: "Keep out who has no key.",
      hints: [],
      points: 1,
      checks: [{ id: "locks", title: "it locks" }],
    },
  ],
  services: [
    { name: "door", pod: "front", own: true, misbehaves: false, port: 8443 },
    { name: "shop", pod: "back", own: false, misbehaves: true, port: 8080 },
  ],
};

export const IDLE: Model = { ...initialModel(LAB, 0), work: "idle" };

/** The model after what was told, one ms after the other from 1 on unless an event comes with its own time. */
export function told(
  model: Model,
  ...events: readonly (GuideEvent | readonly [at: number, event: GuideEvent])[]
): Model {
  return events.reduce<Model>((before, one) => {
    const [at, event] = Array.isArray(one) ? (one as [number, GuideEvent]) : [before.now + 1, one as GuideEvent];
    return reduce(before, event, at);
  }, model);
}

/** The model and the effects after keys, each with the limits of what the one before shows on 80 × 24. */
export function pressed(model: Model, ...keys: readonly string[]): Updated {
  return keys.reduce<Updated>(
    ({ model: before, effects }, name) => {
      const after = update(before, { name }, view(before, canvas()).limits);
      return { model: after.model, effects: [...effects, ...after.effects] };
    },
    { model, effects: [] },
  );
}

export function begun(check: string): GuideEvent {
  return { event: "check", lab: LAB.id, step: "hang-it", check, title: check, state: "begun" };
}

export function verdict(check: string, what: Verdict, more: Partial<VerdictEvent> = {}): VerdictEvent {
  const step = check === "locks" ? "lock-it" : "hang-it";
  return { event: "verdict", lab: LAB.id, step, check, title: check, verdict: what, ms: 100, evidence: [], ...more };
}

export const FAILURE = {
  asked: "GET https://front:8443/",
  expected: "status 200",
  seen: "status 502",
  again: "podlab probe http https://front:8443/",
};

export interface CanvasOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly ascii?: boolean;
  readonly colors?: boolean;
}

export function canvas({ columns = 80, rows = 24, ascii = false, colors = false }: CanvasOptions = {}): Canvas {
  const marks = ascii ? MARKS.ascii : MARKS.unicode;
  return { columns, rows, ascii, marks, style: createStyle(colors ? "256" : "none"), prose: renderMarkdown };
}

/** The screen as text, without blanks at the lines' ends. */
export function shown(model: Model, options: CanvasOptions = {}): string {
  return view(model, canvas(options))
    .lines.map((line) => stripVTControlCharacters(line).trimEnd())
    .join("\n");
}

export function widest(model: Model, options: CanvasOptions): number {
  return Math.max(...view(model, canvas(options)).lines.map((line) => widthOf(line)));
}
