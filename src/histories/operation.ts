/**
 * How an operation ended, as far as its caller can know (Jepsen's ok, fail and info).
 *
 * - `ok`: it happened
 * - `fail`: it certainly did not happen
 * - `indeterminate`: it may or may not have happened, then or later: a timeout, a lost connection
 */
export type Outcome = "ok" | "fail" | "indeterminate";

/** One line of a history: what one process asked of the system under test, and what came of it. */
export interface Operation<Value = unknown> {
  /** Who did it: a worker, a client, a candidate. */
  readonly process: string;
  /** What was done, in the checker's words: "enqueue", "read", "hold". */
  readonly op: string;
  /** The object it was done to, where there are several: a queue, a lock, a partition. */
  readonly key?: string;
  readonly value: Value;
  /** ms, on one monotonic clock for the whole history. */
  readonly invokedAt: number;
  /** ms; left out where no completion was ever seen. */
  readonly completedAt?: number;
  readonly outcome: Outcome;
}

export type History<Value = unknown> = readonly Operation<Value>[];

/** What can be told apart by `===` and put in a history: a job's id, a key, a number. */
export type Item = string | number;

/** When the operation was over: never, where that was not seen. */
export function endOf(operation: Operation): number {
  return operation.completedAt ?? Number.POSITIVE_INFINITY;
}

/** Whether the first was certainly over before the second began. */
export function isBefore(first: Operation, second: Operation): boolean {
  return endOf(first) < second.invokedAt;
}
