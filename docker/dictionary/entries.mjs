import { createHash } from "node:crypto";

/** Words in an edition: more than any check asks for at a time. */
const SIZE = 1_000;

const SYLLABLES = ["ba", "dro", "fen", "gli", "hum", "ka", "lor", "mi", "nop", "qua", "rus", "ste", "tol", "vi", "zan"];
const KINDS = ["a small animal", "a kind of cheese", "an old dance", "a tool", "a wind", "a game", "a hat", "a bird"];
const TRAITS = ["shy", "noisy", "blue", "very slow", "hollow", "half-forgotten", "sweet", "striped", "proud", "damp"];
const PLACES = ["in attics", "by the sea", "at night", "among sailors", "in the north", "on Sundays", "under bridges"];

/**
 * The words of an edition, nonsense all but the first, with their definitions: the same for each replica of a session,
 * others in the next.
 *
 * @param {string} edition
 * @returns {Map<string, string>}
 */
export function makeEntries(edition) {
  const entries = new Map();
  for (let n = 0; entries.size < SIZE; n += 1) {
    const bytes = createHash("sha256").update(`${edition}/${n}`).digest();
    /** @param {number} at @param {readonly string[]} list */
    const pick = (at, list) => list[bytes.readUInt16BE(at * 2) % list.length];
    const word = n === 0 ? "replica" : [0, 1, 2].map((at) => pick(at, SYLLABLES)).join("");
    entries.set(word, `${pick(3, KINDS)}, ${pick(4, TRAITS)}, found ${pick(5, PLACES)} (${bytes.toString("hex", 28)})`);
  }
  return entries;
}
