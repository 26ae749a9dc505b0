import { type Evidence, type FirstBad, type Judgement, judge } from "./judgement.ts";
import { endOf, type History, type Item, type Operation } from "./operation.ts";
import { seconds, show, times } from "./words.ts";

/** Operations by name, and whether an item may come out more often than it was put in. */
export interface TotalQueueOptions extends Evidence {
  /** "enqueue" unless told. */
  readonly enqueue?: string;
  /** "dequeue" unless told. Its value may be undefined where it is indeterminate. */
  readonly dequeue?: string;
  /** At-least-once delivery: duplicates are counted but are no problem. */
  readonly duplicatesAllowed?: boolean;
}

/** Items, each as often as it was wrong. */
export interface TotalQueue extends Judgement {
  /** Acknowledged, never came out. */
  readonly lost: readonly Item[];
  /** Came out more often than anybody tried to put it in. */
  readonly duplicated: readonly Item[];
  /** Came out though nobody put it in, or though putting it in was refused. */
  readonly unexpected: readonly Item[];
  /** Came out though whether it had been put in was not known: no problem. */
  readonly recovered: readonly Item[];
}

/**
 * What goes in must come out, once. The queue must have been drained: what is still in it counts as lost.
 *
 * Method: multisets, as Jepsen's `total-queue` checker. An item acknowledged n times and tried m times may come out n to
 * m times. A dequeue that is indeterminate may have taken an item out unseen: its own, where it names one, else any one,
 * so that so many missing items are forgiven. Stricter than Jepsen in one point: an enqueue that certainly failed is no try.
 * Judged: acknowledged enqueues.
 */
export function totalQueue(history: History<Item | undefined>, options: TotalQueueOptions): TotalQueue {
  const { enqueue = "enqueue", dequeue = "dequeue", duplicatesAllowed = false } = options;
  const puts = byItem(history.filter(({ op, outcome }) => op === enqueue && outcome !== "fail"));
  const takes = byItem(history.filter(({ op, outcome }) => op === dequeue && outcome === "ok"));
  const unseen = byItem(history.filter(({ op, outcome }) => op === dequeue && outcome === "indeterminate"));
  const fates = [...new Set([...puts.keys(), ...takes.keys()])]
    .filter((item) => item !== undefined)
    .map((item) => fateOf(item, puts.get(item) ?? [], takes.get(item) ?? [], unseen.get(item)?.length ?? 0));
  const list = (count: (fate: Fate) => number) => fates.flatMap((fate) => new Array<Item>(count(fate)).fill(fate.item));
  const lost = list((fate) => fate.lost);
  const forgiven = lost.length <= (unseen.get(undefined)?.length ?? 0);
  const problems = [
    ...(forgiven ? [] : fates.flatMap(lostProblem)),
    ...fates.flatMap((fate) => extraProblem(fate, duplicatesAllowed)),
  ];
  const judged = fates.reduce((sum, { acknowledged }) => sum + acknowledged, 0);
  const good = `all ${judged} acknowledged items came out`;
  return {
    ...judge({ judged, unit: "acknowledged items", good, problems }, options),
    lost: forgiven ? [] : lost,
    duplicated: list((fate) => (fate.puts.length > 0 ? fate.extra : 0)),
    unexpected: list((fate) => (fate.puts.length > 0 ? 0 : fate.extra)),
    recovered: list((fate) => fate.recovered),
  };
}

/** What became of one item. */
interface Fate {
  readonly item: Item;
  readonly puts: readonly Operation[];
  readonly takes: readonly Operation[];
  readonly acknowledged: number;
  readonly lost: number;
  readonly extra: number;
  readonly recovered: number;
}

function byItem(operations: History<Item | undefined>): Map<Item | undefined, Operation[]> {
  return Map.groupBy(operations, ({ value }) => value);
}

function fateOf(item: Item, puts: readonly Operation[], takes: readonly Operation[], unseen: number): Fate {
  const acknowledged = puts.filter(({ outcome }) => outcome === "ok").length;
  return {
    item,
    puts,
    takes,
    acknowledged,
    lost: Math.max(0, acknowledged - takes.length - unseen),
    extra: Math.max(0, takes.length - puts.length),
    recovered: Math.max(0, Math.min(takes.length, puts.length) - acknowledged),
  };
}

function lostProblem({ item, puts, lost }: Fate): FirstBad[] {
  const operation = puts.findLast(({ outcome }) => outcome === "ok");
  if (lost === 0 || operation === undefined) return [];
  const at = endOf(operation);
  return [{ at, operation, sentence: `${show(item)} was acknowledged at ${seconds(at)} and never came out` }];
}

function extraProblem({ item, puts, takes, extra }: Fate, duplicatesAllowed: boolean): FirstBad[] {
  const inOrder = takes.toSorted((left, right) => endOf(left) - endOf(right));
  const operation = inOrder[puts.length];
  if (extra === 0 || operation === undefined) return [];
  const at = endOf(operation);
  if (puts.length === 0) {
    return [{ at, operation, sentence: `${show(item)} came out at ${seconds(at)} and had never been put in` }];
  }
  if (duplicatesAllowed) return [];
  const counts = `was put in ${times(puts.length)} and came out ${times(takes.length)}`;
  return [{ at, operation, sentence: `${show(item)} ${counts}, once too often at ${seconds(at)}` }];
}
