import type { Entry, PodlabEvent } from "../../core/events.ts";
import type { ServiceStatus } from "../../session/status.ts";
import type { WorkEvent } from "./work-events.ts";

/** What a command tells: podlab's own events, and answers that only the command line gives. */
export type CliEvent =
  | PodlabEvent
  | WorkEvent
  /** The command could not do what it was asked; `exitCode` is the process' own. */
  | { event: "error"; message: string; hint?: string; exitCode: number }
  /** A piece of a lab's text, Markdown. */
  | {
      event: "text";
      lab: string;
      part: "title" | "intro" | "step" | "hint" | "topology";
      title: string;
      text: string;
      /** The same as a drawing, in words. */
      words?: string;
    }
  /** A unified diff from the learner's files to the solution's. */
  | { event: "solution"; lab: string; diff: string }
  | { event: "completion"; shell: string; script: string }
  | { event: "log"; service: string; text: string }
  | { event: "status"; lab: string; session: string; services: readonly ServiceStatus[] }
  | { event: "entries"; lab: string; entries: readonly Entry[] }
  | { event: "cleaned"; containers: number; networks: number; volumes: number; images: number }
  | { event: "finding"; name: string; ok: boolean; text: string; hint?: string }
  /** A new lab's files, absolute. */
  | { event: "created"; lab: string; files: readonly string[] }
  /** What an author has to mend: see `podlab lab lint`. */
  | { event: "problem"; lab: string; where: string; what: string }
  /** Somebody's grade is another in the second of two reports. */
  | { event: "moved"; key: string; lab: string; learner: string; before: string; after: string; why: readonly string[] }
  /** Who the learner is, as far as it is set. */
  | { event: "config"; id?: string; name?: string }
  /** An archive to hand in, absolute, and what of the learner's is inside. */
  | { event: "submission"; lab: string; learner: string; file: string; files: readonly string[] }
  /** `answer` is what the agent said; `text` the same for people. */
  | { event: "probed"; lab: string; request: string; text: string; answer: unknown };

export type CliEmit = (event: CliEvent) => void;
