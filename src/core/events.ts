import type { EvidenceEntry, Failure, Verdict } from "./verdict.ts";

/**
 * Everything that podlab tells the outside while it works. The terminal view, the plain lines and `--json`
 * are three listeners of this one stream; docs/events.md documents it for programs.
 */
export type PodlabEvent =
  /** A piece of work that takes time: an image build, a container's start. `part` is stable, `text` is for people. */
  | { event: "progress"; part: string; state: "begun" | "going" | "done" | "failed"; text: string; ms?: number }
  | { event: "notice"; level: "info" | "warning"; text: string; hint?: string }
  | { event: "chapter"; chapter: string; number: number; title: string }
  | ListedLab
  | { event: "workspace"; lab: string; path: string; created: boolean; files: string[] }
  | {
      event: "session";
      lab: string;
      session: string;
      state: "starting" | "ready" | "stopped";
      ms: number;
      entries: Entry[];
    }
  | { event: "step"; lab: string; step: string; number: number; of: number; title: string; points: number }
  | { event: "saved"; lab: string; files: string[] }
  | { event: "check"; lab: string; step: string; check: string; title: string; state: "begun" }
  | VerdictEvent
  | SummaryEvent
  | CandidateEvent
  | VerifiedEvent
  | GradeEvent
  | RefusedEvent
  /** How far a class' grading is; `leftMs` is an estimate, absent before anything is graded. */
  | { event: "grading"; done: number; running: number; total: number; perMinute: number; leftMs?: number }
  | PredictionEvent
  | TrafficEvent
  | { event: "fault"; lab: string; text: string; state: "injected" | "undone" };

export type Emit = (event: PodlabEvent) => void;

/** Where a learner's own curl or browser reaches the lab. */
export interface Entry {
  readonly service: string;
  readonly url: string;
  /** The port asked for, where another one had to be taken. */
  readonly wanted?: number;
}

export interface ListedLab {
  readonly event: "lab";
  readonly lab: string;
  readonly chapter: string;
  readonly title: string;
  readonly minutes: number;
  readonly state: "not begun" | "begun" | "done" | "done with help";
  readonly steps: number;
  readonly stepsPassed: number;
  readonly points: number;
}

export interface VerdictEvent {
  readonly event: "verdict";
  readonly lab: string;
  readonly step: string;
  readonly check: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly ms: number;
  /** Present when failed. */
  readonly failure?: Failure;
  /** Present when blocked (the id of the check that it needs) or broken (what went wrong). */
  readonly reason?: string;
  readonly evidence: readonly EvidenceEntry[];
  /** What it measured of what learners predict, by the prediction's id; see `PredictionEvent`. */
  readonly measured?: Readonly<Record<string, number>>;
  /** In grading: it failed and passed when it was judged again; a person should look. */
  readonly wavered?: true;
  /** A drawing in plain characters of what happened when, under a failure that a fault brought about. */
  readonly timeline?: string;
}

export interface SummaryEvent {
  readonly event: "summary";
  readonly lab: string;
  readonly passed: number;
  readonly failed: number;
  readonly blocked: number;
  readonly broken: number;
  readonly points: number;
  readonly maxPoints: number;
  readonly seed: number;
  readonly ms: number;
}

/** What a learner expected of the system before a step was judged, and what a check measured. It never counts. */
export interface PredictionEvent {
  readonly event: "prediction";
  readonly lab: string;
  readonly step: string;
  /** Its id. */
  readonly prediction: string;
  /** The check that measures it. */
  readonly check: string;
  readonly question: string;
  /** What stands after the numbers: "%", "users"; "" for nothing. */
  readonly unit: string;
  /** null: not asked in this session, or skipped. */
  readonly predicted: number | null;
  /** null: not measured yet. */
  readonly measured: number | null;
}

/** Requests, by how they ended. */
export interface Tally {
  readonly requests: number;
  /** Of them: status 500 or more, or no answer. */
  readonly errors: number;
  /** Of them: status 400 to 499. */
  readonly refused: number;
}

/** What goes between the parts of a lab, told about once a second while somebody looks. */
export interface TrafficEvent {
  readonly event: "traffic";
  readonly lab: string;
  /** Those on which anything was counted since the session started, in the lab's order; never between two that count nothing. */
  readonly edges: readonly TrafficEdge[];
}

export interface TrafficEdge {
  /** "you" (an entry port), "podlab" (its checks), a service, or a pod of several. */
  readonly from: string;
  /** A service, or a port of a pod: "shop:8080". */
  readonly to: string;
  /** Requests a second since the look before, and of them `errors` and `refused`; see `Tally`. */
  readonly rate: number;
  readonly errors: number;
  readonly refused: number;
  /** The rates of the last 20 looks, the latest at its end. */
  readonly recent: readonly number[];
  /** Since the first look. */
  readonly total: Tally;
}

/** One submission's grade: see `podlab grade`. */
export interface GradeEvent {
  readonly event: "grade";
  readonly lab: string;
  readonly learner: string;
  readonly source: string;
  readonly outcome: "graded" | "exceeded" | "not graded";
  /** Why it is not plainly graded: a stable code, and a sentence. */
  readonly reason?: { readonly code: string; readonly text: string };
  readonly points: number;
  readonly maxPoints: number;
  /** A check failed and passed: a person should look. */
  readonly needsPerson: boolean;
  readonly failed: readonly string[];
  readonly ms: number;
}

/** Something handed in that is not graded, and why. */
export interface RefusedEvent {
  readonly event: "refused";
  readonly source: string;
  /** Stable: "duplicate", "too-large", "unknown-learner", … */
  readonly code: string;
  readonly reason: string;
}

/** One judgement of `podlab lab verify`: a set of files that must pass, or must fail at a named check. */
export interface CandidateEvent {
  readonly event: "candidate";
  readonly lab: string;
  readonly kind: "starter" | "solution" | "mutant";
  readonly name: string;
  readonly seed: number;
  /** The first check that failed (or could not be judged), in order; null when all passed. */
  readonly check: string | null;
  readonly outcome: "passes" | "fails" | "broken";
  /** Whether that is what the lab's author promises. */
  readonly asPromised: boolean;
  /** What was promised and seen, where the promise was not kept. */
  readonly why?: string;
  /** Why it was judged a second time: the first could not be. */
  readonly retried?: string;
  readonly ms: number;
}

export interface VerifiedEvent {
  readonly event: "verified";
  readonly lab: string;
  /** "unjudged" when `--only` left it out. */
  readonly starter: "fails" | "passes" | "broken" | "unjudged";
  /** Of all solutions the worst. */
  readonly solution: "passes" | "fails" | "broken" | "unjudged";
  readonly mutants: number;
  readonly caught: number;
  /** Candidates that could not be judged, twice. */
  readonly broken: number;
  readonly leftovers: number;
  readonly ms: number;
}
