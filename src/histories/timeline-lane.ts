import type { Drawing, TimelineLane, TimelineSpan } from "./timeline-types.ts";

/** The columns of a lane: what is empty, then spans with their labels, then events over both. */
export function bodyOf(lane: TimelineLane, drawing: Drawing): string {
  const cells = new Array<string>(drawing.columns).fill(drawing.empty);
  for (const span of lane.spans ?? []) fill(cells, span, drawing);
  const taken = new Set<number>();
  const worstFirst = lane.events.toSorted(
    (left, right) => Number(right.bad ?? false) - Number(left.bad ?? false) || left.at - right.at,
  );
  for (const { at, mark } of worstFirst) {
    const column = drawing.columnOf(at);
    if (!taken.has(column)) cells[column] = one(mark, drawing);
    taken.add(column);
  }
  return cells.join("");
}

/** Labels that don't fit into their spans, a line each: "web-a: killed, 1.20 to 1.25 s". */
export function noteOf(lane: TimelineLane, drawing: Drawing, origin: number): string[] {
  const time = (at: number) => ((at - origin) / 1000).toFixed(2);
  return (lane.spans ?? [])
    .filter((span) => labelStart(span, drawing) === undefined)
    .map((span) =>
      drawing.clean(`${lane.name}: ${span.label} (${span.mark}), ${time(span.from)} to ${time(span.to)} s`),
    );
}

function fill(cells: string[], span: TimelineSpan, drawing: Drawing): void {
  cells.fill(one(span.mark, drawing), drawing.columnOf(span.from), drawing.columnOf(span.to) + 1);
  const start = labelStart(span, drawing);
  if (start !== undefined) cells.splice(start, labelOf(span, drawing).length, ...labelOf(span, drawing));
}

/** Where the label begins, in the middle of its span; undefined where it doesn't fit with one mark on either side. */
function labelStart(span: TimelineSpan, drawing: Drawing): number | undefined {
  const first = drawing.columnOf(span.from);
  const room = drawing.columnOf(span.to) + 1 - first - labelOf(span, drawing).length;
  return room < 2 ? undefined : first + Math.floor(room / 2);
}

function labelOf(span: TimelineSpan, drawing: Drawing): string[] {
  return [...` ${drawing.clean(span.label)} `];
}

function one(mark: string, drawing: Drawing): string {
  return [...drawing.clean(mark)][0] ?? "?";
}
