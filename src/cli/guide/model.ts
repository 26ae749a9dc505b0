import type { Entry, PredictionEvent, TrafficEdge, VerdictEvent } from "../../core/events.ts";
import type { Overlay } from "./overlay.ts";

/** All that the guided screen shows. Values never change in place: `reduce` and `update` make the next one. */
export interface Model {
  readonly lab: LabFacts;
  /** Index of the step, from 0. */
  readonly step: number;
  /** Ids of the steps whose checks have all passed once, in this session or before. */
  readonly done: ReadonlySet<string>;
  /** Hints shown, by step id. */
  readonly hints: Readonly<Record<string, number>>;
  /** By check id. */
  readonly checks: Readonly<Record<string, CheckState>>;
  /** What was predicted and measured last, by the id of the check that measures it. */
  readonly predictions: Readonly<Record<string, PredictionEvent>>;
  readonly work: Work;
  /** One more run follows the one that is under way. */
  readonly queued: boolean;
  /** The save that the present or last run is about; none when it was asked for by a key. */
  readonly saved: { readonly files: readonly string[]; readonly at: number } | undefined;
  /** When a file was last saved, whether or not a run has begun for it. */
  readonly changedAt: number;
  /** ms from the last save to its last verdict. */
  readonly tookMs: number | undefined;
  /** What takes time just now, by its part: an image's build, a container's start. */
  readonly underWay: Readonly<Record<string, string>>;
  /** Faults by hand that are in force. */
  readonly faults: readonly HandFault[];
  /** Words of the faults that the running check has caused. */
  readonly struck: readonly string[];
  readonly entries: readonly Entry[];
  /** What was told about the present run: services that did not get ready, files that can't be taken. */
  readonly notices: readonly Message[];
  /** The answer to a key, until the next one. */
  readonly message: Message | undefined;
  /** Why nothing can be done just now. */
  readonly lost: Message | undefined;
  /** What goes between the parts of the lab, while it is counted. */
  readonly traffic: readonly TrafficEdge[];
  /** The lines that services wrote, while their view is open. */
  readonly logs: readonly LogLine[];
  readonly overlay: Overlay | undefined;
  readonly focus: Pane;
  /** The first line that each pane shows. */
  readonly tops: Readonly<Record<Pane, number>>;
  /** ms on the clock that all times here are read from. */
  readonly now: number;
}

export type Pane = "text" | "checks";

/** "opening": the session is started or taken over. "lost": the engine does not answer. */
export type Work = "opening" | "idle" | "judging" | "cancelling" | "resetting" | "lost";

export interface LabFacts {
  readonly id: string;
  readonly chapter: string;
  readonly title: string;
  readonly intro: string;
  /** The drawing, in plain characters. */
  readonly topology: string;
  /** The learner's folder (absolute). */
  readonly folder: string;
  /** The learner's files, as paths in it. */
  readonly files: readonly string[];
  readonly steps: readonly StepFacts[];
  readonly services: readonly ServiceFacts[];
}

export interface StepFacts {
  readonly id: string;
  readonly title: string;
  /** Markdown, as the hints are. */
  readonly body: string;
  readonly hints: readonly string[];
  readonly points: number;
  readonly checks: readonly { readonly id: string; readonly title: string }[];
}

export interface ServiceFacts {
  readonly name: string;
  readonly pod: string;
  /** It gets files of the learner's. */
  readonly own: boolean;
  /** It is the lab's own program, which can be told to misbehave. */
  readonly misbehaves: boolean;
  /** Where it listens, as far as the lab's definition says so. */
  readonly port: number | undefined;
}

export interface CheckState {
  /** When it began, while it runs. */
  readonly runningSince: number | undefined;
  readonly verdict: VerdictEvent | undefined;
  /** A file was saved after the verdict's check had begun. */
  readonly stale: boolean;
}

export interface Message {
  readonly level: "info" | "warning";
  readonly text: string;
  readonly hint?: string | undefined;
}

export interface HandFault {
  /** As after `podlab fault`: ["pause", "legacy"]. */
  readonly words: readonly string[];
}

export interface LogLine {
  readonly service: string;
  readonly text: string;
}

export const UNJUDGED: CheckState = { runningSince: undefined, verdict: undefined, stale: false };

/** What a lab's guide begins with. */
export function initialModel(lab: LabFacts, now: number): Model {
  return {
    lab,
    step: 0,
    done: new Set(),
    hints: {},
    checks: {},
    predictions: {},
    work: "opening",
    queued: false,
    saved: undefined,
    changedAt: Number.NEGATIVE_INFINITY,
    tookMs: undefined,
    underWay: {},
    faults: [],
    struck: [],
    entries: [],
    notices: [],
    message: undefined,
    lost: undefined,
    traffic: [],
    logs: [],
    overlay: undefined,
    focus: "text",
    tops: { text: 0, checks: 0 },
    now,
  };
}

export function stepOf({ lab, step }: Pick<Model, "lab" | "step">): StepFacts {
  const found = lab.steps[step];
  if (found === undefined) throw new RangeError(`the lab has no step ${step + 1}`);
  return found;
}

export function checkOf({ checks }: Pick<Model, "checks">, id: string): CheckState {
  return checks[id] ?? UNJUDGED;
}

/** Every check of the step passed when it was last judged, and no file was saved since. */
export function stepPasses(model: Model): boolean {
  return stepOf(model).checks.every(({ id }) => {
    const { verdict, stale } = checkOf(model, id);
    return verdict?.verdict === "passed" && !stale;
  });
}

/** A run is under way, or on its way out. */
export function isBusy({ work }: Pick<Model, "work">): boolean {
  return work !== "idle" && work !== "lost";
}

/** What is done when nothing is under way. */
export function resting({ lost }: Pick<Model, "lost">): Work {
  return lost === undefined ? "idle" : "lost";
}
