import { createHash, randomInt } from "node:crypto";

/** A source of repeatable randomness: the same seed and the same calls give the same values. */
export interface Seed {
  /** What was given, or drawn: a whole number that `--seed` takes again. */
  readonly value: number;
  /** A number in [0, 1). */
  random(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** A lower-case word of letters, 8 long unless told. */
  word(length?: number): string;
  /** One of the items. */
  pick<T>(items: readonly T[]): T;
  /** A version-4-shaped UUID. */
  uuid(): string;
  /** The items in another order. */
  shuffle<T>(items: readonly T[]): T[];
  /** A seed of its own for a part (a check, a service), so that parts don't depend on each other's order. */
  derive(part: string): Seed;
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Makes a seed; without a value a random one of 1 to 2^31 - 1. */
export function createSeed(value: number = randomInt(1, 2 ** 31 - 1)): Seed {
  return fromState(value, String(value));
}

function fromState(value: number, path: string): Seed {
  const random = sfc32(createHash("sha256").update(path).digest());
  const int = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const pick = <T>(items: readonly T[]): T => {
    const item = items[int(0, items.length - 1)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  };
  return {
    value,
    random,
    int,
    pick,
    word: (length = 8) => Array.from({ length }, () => LETTERS[int(0, 25)]).join(""),
    uuid: () => {
      const hex = Array.from({ length: 32 }, () => int(0, 15).toString(16)).join("");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
    shuffle: (items) => {
      const copy = [...items];
      for (let last = copy.length - 1; last > 0; last--) {
        const other = int(0, last);
        [copy[last], copy[other]] = [copy[other] as (typeof copy)[number], copy[last] as (typeof copy)[number]];
      }
      return copy;
    },
    derive: (part) => fromState(value, `${path}/${part}`),
  };
}

/** sfc32, Chris Doty-Humphrey's small fast counter generator (PractRand), 128 bits of state. */
function sfc32(state: Buffer): () => number {
  let a = state.readInt32LE(0);
  let b = state.readInt32LE(4);
  let c = state.readInt32LE(8);
  let counter = state.readInt32LE(12);
  return () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 2 ** 32;
  };
}
