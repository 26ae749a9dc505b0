import type { TrafficEdge, TrafficEvent } from "../../core/events.ts";
import type { Style } from "../../screen/style.ts";
import { fit, pad, widthOf } from "../../screen/text.ts";
import type { Terminal } from "./terminal.ts";

export interface TrafficOptions {
  /** Columns. */
  readonly width: number;
  readonly ascii: boolean;
  readonly style: Style;
}

/** One sign a rate, from a little to the most of all edges. */
const BARS = { unicode: "▁▂▃▄▅▆▇█", ascii: "._-:=+*#" } as const;
/** Rates that are drawn, as many as an edge remembers. */
const BAR_WIDTH = 20;
/** Names are cut for a wider bar no shorter than this. */
const LEAST_NAMES = 16;

/**
 * Each edge as a line: who asks whom, the rates of the last 20 s (against the largest of all edges), requests a second now, and what
 * went wrong, with a mark and a word.
 */
export function trafficLines(edges: readonly TrafficEdge[], { width, ascii, style }: TrafficOptions): string[] {
  const rows = edges.map((edge) => ({
    edge,
    names: namesOf(edge, ascii),
    rate: `${figure(edge.rate)}/s`,
    troubles: troublesOf(edge, style),
  }));
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(widthOf));
  const rates = widest(rows.map(({ rate }) => rate));
  const troubles = widest(rows.map((row) => row.troubles));
  // Two blanks before each column.
  const room = width - 2 - 2 - rates - (troubles === 0 ? 0 : troubles + 2);
  const names = Math.min(widest(rows.map((row) => row.names)), Math.max(room, LEAST_NAMES));
  const bar = Math.min(BAR_WIDTH, Math.max(room - names - 2, 0));
  const most = Math.max(...edges.flatMap(({ recent }) => recent), 1);
  return rows.map(({ edge, ...row }) => {
    const asked = pad(row.names, names, ascii ? "..." : "…");
    const recent = bar === 0 ? "" : `  ${style.accent(barOf(edge.recent, most, bar, ascii))}`;
    const rate = row.rate.padStart(rates);
    const line = `  ${asked}${recent}  ${edge.rate === 0 ? style.dim(rate) : style.bold(rate)}  ${row.troubles}`;
    return fit(line.trimEnd(), width, ascii ? "..." : "…");
  });
}

/** The same in one line of words, for where nothing can be painted over. */
export function trafficLine({ edges }: TrafficEvent, { style }: Pick<Terminal, "style">): string {
  const busy = edges.filter((edge) => !isQuiet(edge));
  if (busy.length === 0) return "  no requests";
  return `  ${busy.map((edge) => [`${namesOf(edge, false)} ${figure(edge.rate)}/s`, troublesOf(edge, style)].join(" ").trim()).join(", ")}`;
}

export function isQuiet({ rate, errors, refused }: TrafficEdge): boolean {
  return rate + errors + refused === 0;
}

function namesOf({ from, to }: TrafficEdge, ascii: boolean): string {
  return `${from} ${ascii ? "->" : "→"} ${to}`;
}

function troublesOf({ errors, refused }: TrafficEdge, style: Style): string {
  const failed = errors > 0 ? [style.bad(`! ${figure(errors)}/s errors`)] : [];
  const refusals = refused > 0 ? [style.warn(`${figure(refused)}/s 4xx`)] : [];
  return [...failed, ...refusals].join(" ");
}

/** Right-aligned: the latest is at its end. */
function barOf(recent: readonly number[], most: number, width: number, ascii: boolean): string {
  const signs = BARS[ascii ? "ascii" : "unicode"];
  const drawn = recent.slice(-width).map((rate) => (rate === 0 ? " " : signs[level(rate / most, signs.length)]));
  return drawn.join("").padStart(width);
}

/** From 0 to `levels` - 1 of a share above 0. */
function level(share: number, levels: number): number {
  return Math.min(Math.ceil(share * levels), levels) - 1;
}

/** "0", "0.3", "12.5", "340". */
function figure(rate: number): string {
  if (rate === 0) return "0";
  return rate >= 99.95 ? rate.toFixed(0) : Math.max(rate, 0.1).toFixed(1);
}
