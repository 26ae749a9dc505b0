import { messageOf, UserError } from "../core/errors.ts";
import type { Failure } from "../core/verdict.ts";
import { BrokenError, CheckFailure } from "./failure.ts";
import { LAG_LIMIT_MS } from "./limits.ts";
import { count, list, ms } from "./words.ts";

/** How a check's function ended. */
export type Ended =
  | { readonly how: "returned" }
  | { readonly how: "threw"; readonly thrown: unknown }
  | { readonly how: "cut off"; readonly afterMs: number };

/** All that a verdict rests on. */
export interface Observations {
  readonly ended: Ended;
  /** How often the check asked the system anything. */
  readonly probes: number;
  /** Calls that were not answered when it ended. */
  readonly pending: number;
  /** Containers of podlab's own that ended without the check's doing. */
  readonly dead: readonly string[];
  /** Reasons why nothing can be said, noted while it ran. */
  readonly troubles: readonly string[];
  /** The largest lag (ms) of podlab's and the agent's event loops while it ran. */
  readonly lagMs: number;
  /** The command that shows what was asked last. */
  readonly again: string;
}

export type Decision =
  | { readonly verdict: "passed" }
  | { readonly verdict: "failed"; readonly failure: Failure }
  | { readonly verdict: "broken"; readonly reason: string; readonly stack?: string };

/**
 * The verdict, as a pure function of what was observed. Whatever says that the lab or the machine is at fault comes
 * before anything that the check said, and a failure that time decided counts only if podlab itself was in time.
 */
export function decide(observations: Observations): Decision {
  const { ended, dead, troubles, lagMs, again } = observations;
  if (dead.length > 0) return broken(`${list(dead)} of podlab's own ended by itself`);
  const trouble = troubles[0];
  if (trouble !== undefined) return broken(trouble);
  if (ended.how === "returned") return decideReturned(observations);
  const failure = failureOf(ended, again);
  if (!failure) return ended.how === "threw" ? brokenBy(ended.thrown) : broken("the check did not end");
  if (failure.timed && lagMs > LAG_LIMIT_MS) {
    return broken(`podlab itself was held up for ${ms(lagMs)}, so that its times say nothing`);
  }
  return { verdict: "failed", failure: failure.failure };
}

/** A check that returned has passed, if it waited for anything that could have failed. */
function decideReturned({ probes, pending }: Pick<Observations, "probes" | "pending">): Decision {
  if (pending > 0) return broken(`the check did not wait for ${count(pending)} of its own questions`);
  return probes > 0 ? { verdict: "passed" } : broken("the check judged nothing: it asked the system nothing");
}

function failureOf(ended: Ended, again: string): { failure: Failure; timed: boolean } | undefined {
  if (ended.how === "cut off") {
    const limit = ms(ended.afterMs);
    const failure = {
      asked: "the whole check",
      expected: `an end within ${limit}`,
      seen: `did not finish within ${limit}`,
      again,
    };
    return { failure, timed: true };
  }
  if (ended.how === "returned" || !(ended.thrown instanceof CheckFailure)) return undefined;
  return { failure: ended.thrown.failure, timed: ended.thrown.timed };
}

function brokenBy(thrown: unknown): Decision {
  if (thrown instanceof BrokenError || thrown instanceof UserError) return broken(thrown.message);
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  const reason = `the check itself has a fault, the lab's and not yours: ${messageOf(thrown)}`;
  return { verdict: "broken", reason, ...(stack === undefined ? {} : { stack }) };
}

function broken(reason: string): Decision {
  return { verdict: "broken", reason };
}
