import type { Tally, TrafficEdge } from "../../core/events.ts";

/** What one that counts (the agent, a provided service) had counted when it was asked. */
export interface Reading {
  /** New with each of its starts, after which it counts from 0. */
  readonly instance: string;
  /** ms on any one clock. */
  readonly at: number;
  readonly counts: readonly Counted[];
}

export interface Counted extends Tally {
  readonly from: string;
  readonly to: string;
}

/** Readings by who gave them; one that did not answer is missing. */
export type Sample = ReadonlyMap<string, Reading>;

/** What is known of all edges after some samples. */
export interface TrafficLog {
  readonly readings: Sample;
  readonly edges: readonly TrafficEdge[];
}

export const NO_TRAFFIC: TrafficLog = { readings: new Map(), edges: [] };

/** How many rates an edge remembers: 20 s of looks that are a second apart. */
const RECENT = 20;
const NOTHING: Tally = { requests: 0, errors: 0, refused: 0 };

/**
 * The log after one more sample. A first reading is where counting begins; one of a new instance counts whole, for it began
 * after the last; and what happened while somebody did not answer is spread over that time.
 */
export function withSample(log: TrafficLog, sample: Sample): TrafficLog {
  const changes = [...sample].flatMap(([source, reading]) => changesOf(log.readings.get(source), reading));
  const known = new Map(log.edges.map((edge) => [keyOf(edge), edge]));
  const keys = new Set([...known.keys(), ...changes.map(keyOf)]);
  const edges = [...keys].map((key) => {
    const own = changes.filter((change) => keyOf(change) === key);
    return withChanges(known.get(key) ?? newEdge(own[0]), own);
  });
  return { readings: new Map([...log.readings, ...sample]), edges };
}

/** By where they begin, then where they end, in the order of these names. A port after a name ("shop:80") changes nothing. */
export function sortedEdges(edges: readonly TrafficEdge[], names: readonly string[]): TrafficEdge[] {
  const rank = (name: string) => names.indexOf(name.replace(/:\d+$/, ""));
  return edges.toSorted((a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to) || a.to.localeCompare(b.to));
}

interface Change extends Counted {
  /** In this time. */
  readonly seconds: number;
}

function changesOf(before: Reading | undefined, now: Reading): Change[] {
  const seconds = before === undefined ? 1 : Math.max(now.at - before.at, 1) / 1_000;
  const isNew = before !== undefined && before.instance !== now.instance;
  // Several ports of a pod may be one edge.
  const earlier = sumsOf(isNew ? [] : (before ?? now).counts);
  return [...sumsOf(now.counts)].map(([key, count]) => {
    const last = earlier.get(key) ?? NOTHING;
    return { ...count, ...combined(count, last, (a, b) => Math.max(a - b, 0)), seconds };
  });
}

function sumsOf(counts: readonly Counted[]): Map<string, Counted> {
  const sums = new Map<string, Counted>();
  for (const count of counts) {
    const sum = sums.get(keyOf(count));
    sums.set(keyOf(count), sum === undefined ? count : { ...count, ...added(count, sum) });
  }
  return sums;
}

function withChanges(edge: TrafficEdge, changes: readonly Change[]): TrafficEdge {
  const aSecond = (member: keyof Tally) => rounded(changes.reduce((sum, one) => sum + one[member] / one.seconds, 0));
  const rate = aSecond("requests");
  return {
    ...edge,
    rate,
    errors: aSecond("errors"),
    refused: aSecond("refused"),
    recent: [...edge.recent, rate].slice(-RECENT),
    total: changes.reduce<Tally>(added, edge.total),
  };
}

function newEdge(count: Counted | undefined): TrafficEdge {
  const { from = "", to = "" } = count ?? {};
  return { from, to, rate: 0, errors: 0, refused: 0, recent: [], total: NOTHING };
}

function added(a: Tally, b: Tally): Tally {
  return combined(a, b, (one, other) => one + other);
}

function combined(a: Tally, b: Tally, how: (a: number, b: number) => number): Tally {
  return {
    requests: how(a.requests, b.requests),
    errors: how(a.errors, b.errors),
    refused: how(a.refused, b.refused),
  };
}

function keyOf({ from, to }: { from: string; to: string }): string {
  return `${from} ${to}`;
}

function rounded(rate: number): number {
  return Math.round(rate * 100) / 100;
}
