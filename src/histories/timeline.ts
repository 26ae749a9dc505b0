import { axis } from "./timeline-axis.ts";
import { bodyOf, noteOf } from "./timeline-lane.ts";
import type { Drawing, Timeline, TimelineLane, TimelineOptions } from "./timeline-types.ts";
import { seconds } from "./words.ts";

/**
 * Draws who did what when, in plain characters: a lane each, faults as filled spans, a pointer to the first bad event,
 * an axis in seconds from the beginning.
 *
 * Method: each column stands for an equal part of the time; of several events in one column the bad one is shown, else
 * the earliest, and events are drawn over spans. Pure: the same input gives the same text. No line is longer than `width`.
 *
 * @throws RangeError where `to` is not after `from`, or the width is below 30
 */
export function drawTimeline(timeline: Timeline, { width = 76, ascii = false }: TimelineOptions = {}): string {
  const { from, to, lanes } = timeline;
  if (!(to > from)) throw new RangeError(`a timeline must end after it begins, not at ${to} after ${from}`);
  if (!Number.isSafeInteger(width) || width < 30)
    throw new RangeError(`width must be a whole number from 30, not ${width}`);
  const clean = (text: string) => text.replace(/\p{C}/gu, "?").replace(ascii ? /[^ -~]/gu : /$^/, "?");
  const longest = Math.max(0, ...lanes.map(({ name }) => [...clean(name)].length));
  const gutter = Math.min(longest, Math.floor(width / 3)) + 2;
  const columns = width - gutter;
  const columnOf = (at: number) => Math.min(columns - 1, Math.floor(((at - from) / (to - from)) * columns));
  const marks = ascii
    ? { empty: ".", pointer: "^", tick: "+", line: "-" }
    : { empty: "·", pointer: "▲", tick: "┴", line: "─" };
  const drawing: Drawing = { ...marks, columns, columnOf, clean };

  const visible = lanes.map((lane) => clip(lane, from, to));
  const named = (name: string, body: string) =>
    [...clean(name)]
      .slice(0, gutter - 2)
      .join("")
      .padEnd(gutter) + body;
  const rows = visible.map((lane) => named(lane.name, bodyOf(lane, drawing)));
  const notes = visible.flatMap((lane) => noteOf(lane, drawing, from));
  const lines = [...rows, ...pointTo(visible, drawing, from), ...axis(to - from, drawing)];
  const indented = lines.map((line, index) => (index < rows.length ? line : " ".repeat(gutter) + line));
  return [...indented, ...notes.flatMap((note) => wrap(note, width))].map((line) => line.trimEnd()).join("\n");
}

function clip(lane: TimelineLane, from: number, to: number): TimelineLane {
  const spans = (lane.spans ?? [])
    .filter((span) => span.to >= from && span.from <= to)
    .map((span) => ({ ...span, from: Math.max(from, span.from), to: Math.min(to, span.to) }));
  return { ...lane, spans, events: lane.events.filter(({ at }) => at >= from && at <= to) };
}

function pointTo(lanes: readonly TimelineLane[], drawing: Drawing, from: number): string[] {
  const bad = lanes.flatMap(({ name, events }) => events.filter((event) => event.bad).map(({ at }) => ({ at, name })));
  const [first] = bad.toSorted((left, right) => left.at - right.at);
  if (first === undefined) return [];
  const column = drawing.columnOf(first.at);
  const full = [...`first bad: ${drawing.clean(first.name)}, ${seconds(first.at - from)}`];
  const text = full.slice(0, drawing.columns - 2).join("");
  const room = drawing.columns - column - 2;
  if (text.length <= room) return [`${" ".repeat(column)}${drawing.pointer} ${text}`];
  if (text.length < column) return [`${`${text} `.padStart(column)}${drawing.pointer}`];
  return [" ".repeat(column) + drawing.pointer, text];
}

function wrap(note: string, width: number): string[] {
  const characters = [...note];
  const lines: string[] = [];
  for (let start = 0; start < characters.length; start += width)
    lines.push(characters.slice(start, start + width).join(""));
  return lines;
}
