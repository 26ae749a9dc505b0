import type { Failure } from "../core/verdict.ts";

/** Thrown inside a check to say that the system did not do what was expected. The runner makes a verdict of it. */
export class CheckFailure extends Error {
  readonly failure: Failure;
  /** Whether time decided it (an answer too late, none at all), so that a lagging judge may have made it up. */
  readonly timed: boolean;

  constructor(failure: Failure, options: { timed?: boolean } = {}) {
    super(`${failure.asked}: expected ${failure.expected}, seen ${failure.seen}`);
    this.name = "CheckFailure";
    this.failure = failure;
    this.timed = options.timed ?? false;
  }
}

/** Thrown inside a check to say that nothing can be said about the work: the lab or the machine is at fault. */
export class BrokenError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "BrokenError";
  }
}
