import { type Summary, summarize } from "../statistics/index.ts";
import { type Evidence, type FirstBad, type Judgement, judge } from "./judgement.ts";
import { endOf, type History, type Item, type Operation } from "./operation.ts";
import { milliseconds, seconds, show } from "./words.ts";

export interface SetFullOptions extends Evidence {
  /** Its value is one item. "add" unless told. */
  readonly add?: string;
  /** Its value is the list of all items seen. "read" unless told. */
  readonly read?: string;
  /** ms after its acknowledgement within which every read must see an item; left out: sooner or later. 0: at once. */
  readonly visibleWithinMs?: number;
}

export interface SetFull extends Judgement {
  /** In the last read that could see them. */
  readonly stable: readonly Item[];
  /** Known to be in the set, and missing from the last read that should have seen them. */
  readonly lost: readonly Item[];
  /** No read began after they were known, or whether they were added isn't known and no read saw them: not judged. */
  readonly neverRead: readonly Item[];
  /** Seen though nobody added them, or though adding them was refused. */
  readonly unexpected: readonly Item[];
  /** ms for which stable items were known and still missing from a read; left out where nothing is stable. */
  readonly stableLatency?: Summary;
}

/**
 * Everything that is known to have been added must be seen by later reads, in the end for good.
 *
 * Method: Jepsen's `set-full` checker. An item is known from when its add was acknowledged or the first read that saw it
 * ended, whichever is earlier; so an indeterminate add binds only once it was seen. Its latency is the time from then to
 * the beginning of the last read that missed it: a lower bound, so that it accuses nobody wrongly. Only reads that are
 * ok are used. Judged: items that are known and that some read could see.
 */
export function setFull(history: History<Item | readonly Item[]>, options: SetFullOptions): SetFull {
  const { add = "add", read = "read" } = options;
  const adds = Map.groupBy(
    history.filter(({ op, outcome, value }) => op === add && outcome !== "fail" && !Array.isArray(value)),
    ({ value }) => value as Item,
  );
  const reads = history.filter(({ op, outcome }) => op === read && outcome === "ok").map(asRead);
  const fates = [...adds].map(([item, tries]) => fateOf(item, tries, reads));
  const items = (status: Fate["status"]) => fates.filter((fate) => fate.status === status).map(({ item }) => item);
  const intruders = [...new Set(reads.flatMap(({ items }) => [...items]))].filter((item) => !adds.has(item));
  const stable = fates.filter(({ status }) => status === "stable");
  const judged = fates.length - items("never read").length;
  const problems = [
    ...fates.flatMap((fate) => problemOf(fate, options.visibleWithinMs)),
    ...intruders.flatMap((item) => intruderProblem(item, reads)),
  ];
  return {
    ...judge({ judged, unit: "items that a read could see", good: `all ${judged} items stayed`, problems }, options),
    stable: items("stable"),
    lost: items("lost"),
    neverRead: items("never read"),
    unexpected: intruders,
    ...(stable.length > 0 && { stableLatency: summarize(stable.map(({ latency }) => latency)) }),
  };
}

interface Read {
  readonly operation: Operation;
  readonly items: ReadonlySet<Item>;
}

interface Fate {
  readonly item: Item;
  readonly status: "stable" | "lost" | "never read";
  readonly knownAt: number;
  /** ms from known to the last read that missed it. */
  readonly latency: number;
  readonly lastMissed: Operation | undefined;
}

function asRead(operation: Operation<Item | readonly Item[]>): Read {
  const { value } = operation;
  return { operation, items: new Set(typeof value === "object" ? value : [value]) };
}

function fateOf(item: Item, tries: readonly Operation[], reads: readonly Read[]): Fate {
  const acknowledged = tries.filter(({ outcome }) => outcome === "ok").map(endOf);
  const seen = reads.filter(({ items }) => items.has(item)).map(({ operation }) => operation);
  const knownAt = Math.min(...acknowledged, ...seen.map(endOf));
  const missed = reads.filter(({ operation, items }) => operation.invokedAt > knownAt && !items.has(item));
  const lastMissed = latest(missed.map(({ operation }) => operation));
  const lastSeen = latest(seen);
  const missedLast = lastMissed !== undefined && (lastSeen === undefined || lastMissed.invokedAt > lastSeen.invokedAt);
  const status = missedLast ? "lost" : lastSeen === undefined ? "never read" : "stable";
  return { item, status, knownAt, latency: lastMissed === undefined ? 0 : lastMissed.invokedAt - knownAt, lastMissed };
}

function latest(operations: readonly Operation[]): Operation | undefined {
  return operations.toSorted((left, right) => left.invokedAt - right.invokedAt).at(-1);
}

function problemOf({ item, status, knownAt, latency, lastMissed }: Fate, limit = Number.POSITIVE_INFINITY): FirstBad[] {
  if (lastMissed === undefined || (status !== "lost" && latency <= limit)) return [];
  const known = `${show(item)} was in the set at ${seconds(knownAt)}`;
  const missing = `the read at ${seconds(lastMissed.invokedAt)}`;
  const sentence =
    status === "lost"
      ? `${known}, and ${missing} had lost it`
      : `${known}, and ${missing} still missed it, ${milliseconds(latency)} later (${milliseconds(limit)} are allowed)`;
  return [{ at: lastMissed.invokedAt, operation: lastMissed, sentence }];
}

function intruderProblem(item: Item, reads: readonly Read[]): FirstBad[] {
  const operation = reads.find(({ items }) => items.has(item))?.operation;
  if (operation === undefined) return [];
  const at = endOf(operation);
  return [{ at, operation, sentence: `the read at ${seconds(at)} saw ${show(item)}, which had never been added` }];
}
