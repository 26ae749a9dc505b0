import { type Evidence, type FirstBad, type Judgement, judge } from "./judgement.ts";
import { endOf, type History, type Item, type Operation } from "./operation.ts";
import { seconds, show } from "./words.ts";

export interface UniqueIdsOptions extends Evidence {
  /** Its value is the id that was handed out. "generate" unless told. */
  readonly generate?: string;
}

export interface UniqueIds extends Judgement {
  /** Each id that was handed out more than once. */
  readonly duplicated: readonly Item[];
}

/**
 * No id is handed out twice.
 *
 * Method: grouping, as Jepsen's `unique-ids` checker. An indeterminate operation handed out nothing that anybody saw and
 * is left out. Judged: operations that are ok.
 */
export function uniqueIds(history: History<Item | undefined>, options: UniqueIdsOptions): UniqueIds {
  const { generate = "generate" } = options;
  const given = history.filter(({ op, outcome }) => op === generate && outcome === "ok");
  const repeated = [...Map.groupBy(given, ({ value }) => value)].filter(([, operations]) => operations.length > 1);
  const good = `all ${given.length} ids are different`;
  const problems = repeated.flatMap(([id, operations]) => problemOf(id, operations));
  return {
    ...judge({ judged: given.length, unit: "ids", good, problems }, options),
    duplicated: repeated.flatMap(([id]) => (id === undefined ? [] : [id])),
  };
}

function problemOf(id: Item | undefined, operations: readonly Operation[]): FirstBad[] {
  const [first, second] = operations.toSorted((left, right) => endOf(left) - endOf(right));
  if (first === undefined || second === undefined) return [];
  const who = `${first.process} at ${seconds(endOf(first))} and by ${second.process} at ${seconds(endOf(second))}`;
  return [{ at: endOf(second), operation: second, sentence: `${show(id)} was handed out by ${who}` }];
}
