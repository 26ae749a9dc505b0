import type { Failure, Verdict } from "../core/verdict.ts";

/** Who handed in; the id is what a roster lists ("ann", "s1234567"). */
export interface Learner {
  readonly id: string;
  readonly name: string;
}

/** What a submission says of itself (manifest.json in the archive). Nothing of it is trusted. */
export interface Manifest {
  readonly format: 1;
  readonly lab: string;
  /** Of the lab as the learner had it: see `labDigest`. */
  readonly labHash: string;
  readonly learner: Learner;
  /** Path to SHA-256 (hex) of each file. */
  readonly files: Readonly<Record<string, string>>;
  /** podlab's version. */
  readonly podlab: string;
  /** Ids of checks that have passed at some time. */
  readonly passedOnce: readonly string[];
  readonly hintsUsed: number;
}

/** One learner's work on one lab, looked through and held in memory: nothing of it lies on this machine under its own names. */
export interface Submission {
  /** "<lab>/<learner's id>": unique in a run, and safe as a path. */
  readonly key: string;
  readonly lab: string;
  readonly learner: Learner;
  /** The files that the lab takes, by their path in the workspace; no others. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** SHA-256 (hex) over the lab's id and the files: what its seed is made of. */
  readonly hash: string;
  /** Where it came from, for people: "week3.zip › ann_1234.podlab.tgz". */
  readonly source: string;
  readonly manifest: Manifest | undefined;
  /** What is odd about it and no reason to refuse it, one sentence each. */
  readonly remarks: readonly string[];
}

/** Something handed in that is no submission, or not to be told whose. It is listed, never guessed at, never a zero. */
export interface Refused {
  readonly source: string;
  /** Stable, for programs: "bomb", "bad-path", "duplicate", "unknown-learner", … */
  readonly code: string;
  readonly reason: string;
  /** As far as it is known. */
  readonly learner?: string;
  readonly lab?: string;
}

/** What grading a submission came to. Exceeded: it took more than it may and is scored for what passed. Not graded: podlab's or the machine's fault; never a zero. */
export type Outcome = "graded" | "exceeded" | "not graded";

export interface Grade {
  readonly key: string;
  readonly lab: string;
  readonly learner: Learner;
  /** The submission's, see `Submission.hash`. */
  readonly hash: string;
  readonly seed: number;
  readonly outcome: Outcome;
  /** Why it is not plainly graded: a stable code ("memory", "time", "engine") and a sentence. */
  readonly reason?: { readonly code: string; readonly text: string };
  /** 0 where it was not graded, which is no grade. */
  readonly points: number;
  readonly maxPoints: number;
  readonly steps: readonly GradedStep[];
  readonly checks: readonly GradedCheck[];
  /** A check wavered: a person should look. */
  readonly needsPerson: boolean;
  readonly ms: number;
}

export interface GradedStep {
  readonly step: string;
  readonly title: string;
  readonly points: number;
  readonly maxPoints: number;
}

export interface GradedCheck {
  readonly step: string;
  readonly check: string;
  readonly title: string;
  readonly verdict: Verdict;
  readonly failure?: Failure;
  readonly reason?: string;
  readonly timeline?: string;
  readonly wavered?: true;
  readonly ms: number;
}

/** A whole run: what reports are made of. */
export interface Gradebook {
  readonly seed: number;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly podlab: string;
  readonly labs: readonly GradedLab[];
  /** In the order of their keys. */
  readonly grades: readonly Grade[];
  readonly refused: readonly Refused[];
  /** On the roster, and nothing came from them, by lab. */
  readonly missing: readonly { readonly lab: string; readonly learner: Learner }[];
  /** Remarks on submissions by their key. */
  readonly remarks: Readonly<Record<string, readonly string[]>>;
}

/** What a report must know of a lab. */
export interface GradedLab {
  readonly lab: string;
  readonly title: string;
  readonly maxPoints: number;
  readonly steps: readonly { readonly step: string; readonly title: string; readonly points: number }[];
  readonly checks: readonly { readonly step: string; readonly check: string; readonly title: string }[];
}
