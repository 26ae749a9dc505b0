import type { LoadResult } from "../agent/protocol.ts";
import type { Timeline } from "../histories/index.ts";
import type { Session } from "../session/types.ts";
import type { Evidence } from "./evidence.ts";
import type { Reproduction } from "./reproduction.ts";

/** What the parts of one check's context share while it runs. */
export interface Scope {
  readonly session: Session;
  /** Ends with the check: at its return, its time limit, or Ctrl-C. */
  readonly signal: AbortSignal;
  readonly evidence: Evidence;
  readonly reproduction: Reproduction;
  readonly traces: Traces;
  /** What was measured of learners' predictions, by their ids. */
  readonly measured: Map<string, number>;
  /** Reasons why nothing can be said about the work, whatever the check makes of them. */
  readonly troubles: string[];
}

/** What a timeline is drawn from. Times are ms since the check began. */
export interface Traces {
  readonly loads: TracedLoad[];
  readonly faults: TracedFault[];
  /** Drawn instead of the loads. */
  history?: TracedHistory;
}

/** What a check has worked out of records, for its failure's timeline. */
export interface TracedHistory {
  readonly timeline: Timeline;
  /** The beginning of the check on the timeline's clock, ms. */
  readonly startedAt: number;
}

export interface TracedLoad {
  readonly at: number;
  readonly records: LoadResult["records"];
}

export interface TracedFault {
  readonly text: string;
  /** Names of the services or pods that it disturbs. */
  readonly targets: readonly string[];
  readonly at: number;
  /** Absent while it lasts. */
  until?: number;
}
