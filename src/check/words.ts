import type { BinomialInterval } from "../statistics/index.ts";

/** A whole number with spaces between the thousands: "2 000". */
export function count(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, " ");
}

/** A duration in ms: "1 250 ms"; below 10 ms with one decimal: "0.4 ms". */
export function ms(value: number): string {
  const rounded = value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${Number.isInteger(rounded) ? count(rounded) : rounded} ms`;
}

/** A share as per cent, three significant digits at most: "0.55 %". */
export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

/** "a", "a and b", "a, b and c"; "none" for no items. */
export function list(items: readonly string[]): string {
  if (items.length === 0) return "none";
  if (items.length === 1) return String(items[0]);
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** "3 × 200, 1 × 503" for how often each key was seen, the most frequent first. */
export function tally(keys: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const byFrequency = [...counts].sort(([a, timesA], [b, timesB]) => timesB - timesA || (a < b ? -1 : 1));
  return byFrequency.map(([key, times]) => `${count(times)} × ${key}`).join(", ");
}

/** A text on one line, control characters escaped, cut with "…" after `length` characters. */
export function excerpt(text: string, length = 120): string {
  const cut = text.length > length ? `${text.slice(0, length)}…` : text;
  return JSON.stringify(cut).slice(1, -1).replaceAll('\\"', '"');
}

/** Who got how many of what, and what the split would give. */
export interface Share {
  /** "the experiment". */
  readonly who: string;
  readonly got: number;
  /** "users". */
  readonly what: string;
  /** What is accepted, as `acceptBinomial` gives it. */
  readonly interval: BinomialInterval;
}

/** "the experiment got 11 of 2 000 users, 0.55 %". */
export function gotShare({ who, got, what, interval }: Share): string {
  return `${who} got ${count(got)} of ${count(interval.trials)} ${what}, ${percent(got / interval.trials)}`;
}

/** "a 10 % split gives 138 to 269". */
export function givenShare({ interval }: Pick<Share, "interval">): string {
  return `a ${percent(interval.share)} split gives ${count(interval.low)} to ${count(interval.high)}`;
}

/** "the experiment got 11 of 2 000 users, 0.55 %; a 10 % split gives 138 to 269". */
export function shareWords(share: Share): string {
  return `${gotShare(share)}; ${givenShare(share)}`;
}
