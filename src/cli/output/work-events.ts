import type { KeptBecause } from "../../workspace/kept.ts";
import type { LabState } from "../../workspace/progress.ts";
import type { StarterOutcome } from "../../workspace/three-way.ts";

/** What a command tells of the learner's files and progress. */
export type WorkEvent =
  /** What will be done, told before anybody is asked. */
  | { event: "plan"; lab: string; actions: readonly string[] }
  /** Work that lies beside, put away just now or before: `files` are the names in its folder, `at` is ISO 8601. */
  | { event: "kept"; lab: string; path: string; at: string; because: KeptBecause | null; files: readonly string[] }
  /** Work that was put away in `from` is back in `path`; what was there meanwhile lies in `kept`. */
  | { event: "undone"; lab: string; path: string; from: string; files: readonly string[]; kept: string | null }
  /** What became of one file of the learner's because the lab's starter has changed. */
  | { event: "starter"; lab: string; file: string; outcome: StarterOutcome; beside?: string }
  | RecordEvent;

/** The learner's progress in one lab. */
export interface RecordEvent {
  readonly event: "record";
  readonly lab: string;
  readonly state: LabState;
  /** Time (ms) spent on it. */
  readonly activeMs: number;
  readonly steps: readonly RecordedStep[];
}

export interface RecordedStep {
  readonly step: string;
  readonly passed: boolean;
  /** Hints shown. */
  readonly hints: number;
  /** Its hints or the solution were all shown before it passed. */
  readonly helped: boolean;
  readonly checks: readonly RecordedCheck[];
}

export interface RecordedCheck {
  readonly check: string;
  readonly title: string;
  readonly passedOnce: boolean;
  /** null where that is not known of the files as they are now. */
  readonly trueNow: boolean | null;
  readonly attempts: number;
  /** When it was last judged (ms since the epoch). */
  readonly lastAt: number | null;
}
