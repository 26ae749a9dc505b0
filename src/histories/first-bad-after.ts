import { type Evidence, type FirstBad, type Judgement, judge } from "./judgement.ts";
import { endOf, type History, type Operation } from "./operation.ts";
import { milliseconds, seconds } from "./words.ts";

export interface FirstBadAfterOptions<Value> extends Evidence {
  /** ms, on the history's clock: operations that began earlier are left out. */
  readonly after: number;
  /** What must not be; unless told, any outcome but ok. */
  readonly isBad?: (operation: Operation<Value>) => boolean;
  /** What is bad about it, for the sentence: "was answered by the old owner". Unless told, its outcome. */
  readonly what?: (operation: Operation<Value>) => string;
}

export interface FirstBadAfter extends Judgement {
  readonly bad: number;
  /** ms from `after` to when the last bad operation began: how long the system really needed; left out where none was bad. */
  readonly lastBadAfterMs?: number;
}

/**
 * From a moment on (a fault healed, a deadline passed) nothing bad happens any more.
 *
 * Method: a filter by the beginnings of the operations: what began before the moment may end badly after it.
 * Judged: operations that began at the moment or later.
 */
export function firstBadAfter<Value>(history: History<Value>, options: FirstBadAfterOptions<Value>): FirstBadAfter {
  const { after, isBad = ({ outcome }) => outcome !== "ok", what = outcomeInWords } = options;
  const judged = history.filter(({ invokedAt }) => invokedAt >= after);
  const bad = judged.filter(isBad);
  const problemOf = (operation: Operation<Value>): FirstBad => {
    const late = `${milliseconds(operation.invokedAt - after)} after ${seconds(after)}`;
    return {
      at: operation.invokedAt,
      operation,
      sentence: `${operation.op} by ${operation.process} ${what(operation)}, ${late}`,
    };
  };
  const good = `all ${judged.length} operations from ${seconds(after)} on were good`;
  const last = bad.reduce((latest, { invokedAt }) => Math.max(latest, invokedAt), after);
  return {
    ...judge(
      { judged: judged.length, unit: `operations from ${seconds(after)} on`, good, problems: bad.map(problemOf) },
      options,
    ),
    bad: bad.length,
    ...(bad.length > 0 && { lastBadAfterMs: last - after }),
  };
}

function outcomeInWords(operation: Operation): string {
  if (operation.outcome === "fail") return "failed";
  if (operation.outcome === "ok") return "was wrong";
  const waited = endOf(operation) - operation.invokedAt;
  return Number.isFinite(waited) ? `had no answer in ${milliseconds(waited)}` : "had no answer";
}
