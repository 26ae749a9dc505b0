import { demand } from "./demand.ts";

/** Which node owns which key. */
export type Owners = ReadonlyMap<string, string>;

/** So many keys, and so many of them with another owner than before. */
export interface Moved {
  readonly keys: number;
  readonly moved: number;
  /** moved / keys; 0 where there are no keys. */
  readonly fraction: number;
}

/** What a change of membership did to the keys. */
export interface MovedKeys extends Moved {
  /**
   * The same, of those keys only whose former owner still owns some: after a node was removed, consistent hashing moves
   * none of these; hashing modulo the number of nodes moves most.
   */
  readonly ofSurvivors: Moved;
}

/**
 * Compares who owned each key before and after. Keys that only one of the two knows are left out.
 *
 * Method: counting. For 1 of n nodes removed the expectation is 1/n by consistent hashing (Karger et al., STOC 1997) and
 * (n - 1)/n by hashing modulo n.
 *
 * @throws RangeError where no key is in both, for nothing was compared then
 */
export function movedFraction(before: Owners, after: Owners): MovedKeys {
  const keys = [...before.keys()].filter((key) => after.has(key));
  demand(keys.length > 0, "at least one key must be known both before and after", keys.length);
  const survivors = new Set(after.values());
  const moved = (key: string) => before.get(key) !== after.get(key);
  const survives = (key: string) => survivors.has(before.get(key) ?? "");
  return { ...count(keys, moved), ofSurvivors: count(keys.filter(survives), moved) };
}

function count(keys: readonly string[], moved: (key: string) => boolean): Moved {
  const number = keys.filter(moved).length;
  return { keys: keys.length, moved: number, fraction: keys.length === 0 ? 0 : number / keys.length };
}
