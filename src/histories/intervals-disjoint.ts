import { type Evidence, type FirstBad, type Judgement, judge } from "./judgement.ts";
import { endOf, type History, type Operation } from "./operation.ts";
import { milliseconds, ofKey, seconds } from "./words.ts";

export interface IntervalsOptions extends Evidence {
  /** From `invokedAt` to `completedAt` the process certainly holds `key`. "hold" unless told. */
  readonly hold?: string;
  /** Overlaps up to this many ms are forgiven, for what the clock can't tell; 0 unless told. */
  readonly toleranceMs?: number;
}

/** Two processes that held the same thing at the same time. */
export interface Overlap {
  readonly first: Operation;
  readonly second: Operation;
  /** ms, on the history's clock. */
  readonly from: number;
  readonly to: number;
}

export interface IntervalsDisjoint extends Judgement {
  readonly overlaps: readonly Overlap[];
}

/**
 * At no time do two processes hold the same lock or lease.
 *
 * Method: a sweep over the intervals by their beginnings, for each key by itself; intervals are half open, so one may
 * begin when another ends. One process may overlap itself (a lease renewed). An indeterminate hold, and one whose end
 * nobody saw, may have been over at once: it is left out. Use `holdings` for a history of acquire and release.
 * Judged: holds that are ok and have an end.
 */
export function intervalsDisjoint(history: History, options: IntervalsOptions): IntervalsDisjoint {
  const { hold = "hold", toleranceMs = 0 } = options;
  const holds = history.filter((held) => held.op === hold && held.outcome === "ok" && held.completedAt !== undefined);
  const overlaps = [...Map.groupBy(holds, ({ key }) => key).values()]
    .flatMap(sweep)
    .filter(({ from, to }) => to - from > toleranceMs);
  const good = `no two of ${holds.length} holds overlap`;
  const problems = overlaps.map(problemOf);
  return { ...judge({ judged: holds.length, unit: "holds", good, problems }, options), overlaps };
}

function sweep(holds: readonly Operation[]): Overlap[] {
  const overlaps: Overlap[] = [];
  let open: Operation[] = [];
  for (const second of holds.toSorted((left, right) => left.invokedAt - right.invokedAt)) {
    open = open.filter((first) => endOf(first) > second.invokedAt);
    for (const first of open) {
      const to = Math.min(endOf(first), endOf(second));
      if (first.process !== second.process && to > second.invokedAt) {
        overlaps.push({ first, second, from: second.invokedAt, to });
      }
    }
    open.push(second);
  }
  return overlaps;
}

function problemOf({ first, second, from, to }: Overlap): FirstBad {
  const what = `both were holders${ofKey(second.key)} for ${milliseconds(to - from)}`;
  const when = `${second.process} began at ${seconds(from)}, ${first.process} ended at ${seconds(endOf(first))}`;
  return { at: from, operation: second, sentence: `${first.process} and ${second.process} ${what}: ${when}` };
}
