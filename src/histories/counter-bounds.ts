import { type Evidence, type FirstBad, type Judgement, judge } from "./judgement.ts";
import { endOf, type History, isBefore, type Operation } from "./operation.ts";
import { seconds } from "./words.ts";

export interface CounterOptions extends Evidence {
  /** Its value is the amount, which may be negative. "add" unless told. */
  readonly add?: string;
  /** Its value is what was read. "read" unless told. */
  readonly read?: string;
  /** The counter's value before the history; 0 unless told. */
  readonly initial?: number;
}

/** What one read may say. */
export interface CounterRead {
  readonly operation: Operation<number>;
  /** With all that was acknowledged before the read began, and nothing that was not. */
  readonly low: number;
  /** With all that was tried before the read ended, and had not failed. */
  readonly high: number;
}

export interface CounterBounds extends Judgement {
  readonly reads: readonly CounterRead[];
  /** Those outside their bounds. */
  readonly wrong: readonly CounterRead[];
}

/**
 * Every read of a counter lies between what was acknowledged and what was attempted.
 *
 * Method: Jepsen's `counter` checker: an add counts in full once it was acknowledged before the read began, and may
 * count from when it was tried, for ever where it is indeterminate. For negative amounts the ends change places.
 * Judged: reads that are ok.
 */
export function counterBounds(history: History<number>, options: CounterOptions): CounterBounds {
  const { add = "add", read = "read", initial = 0 } = options;
  const adds = history.filter(({ op, outcome }) => op === add && outcome !== "fail");
  const reads = history
    .filter(({ op, outcome }) => op === read && outcome === "ok")
    .map((operation) => boundsOf(operation, adds, initial));
  const wrong = reads.filter(({ operation, low, high }) => !(operation.value >= low && operation.value <= high));
  const good = `all ${reads.length} reads lie between what was acknowledged and what was attempted`;
  return {
    ...judge({ judged: reads.length, unit: "reads", good, problems: wrong.map(problemOf) }, options),
    reads,
    wrong,
  };
}

function boundsOf(read: Operation<number>, adds: History<number>, initial: number): CounterRead {
  let low = initial;
  let high = initial;
  for (const add of adds) {
    if (add.invokedAt > endOf(read)) continue;
    const certain = add.outcome === "ok" && isBefore(add, read);
    low += certain ? add.value : Math.min(0, add.value);
    high += certain ? add.value : Math.max(0, add.value);
  }
  return { operation: read, low, high };
}

function problemOf({ operation, low, high }: CounterRead): FirstBad {
  const at = endOf(operation);
  const allowed = low === high ? `${low} was right` : `${low} to ${high} was possible`;
  const tooMany = operation.value > high ? "it counts more than was attempted" : "it is no number";
  const reason = operation.value < low ? "acknowledged adds are missing" : tooMany;
  return { at, operation, sentence: `the read at ${seconds(at)} said ${operation.value} where ${allowed}: ${reason}` };
}
