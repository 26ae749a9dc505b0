import { diffArrays } from "diff";

/** Lines of the base, from `start` to before `end`, and what stands in their place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** ms that comparing two files may take; what differs so much is no case for merging. */
const LONGEST_COMPARISON_MS = 1000;

/**
 * Both sides' changes of a text in one, as diff3 makes it: undefined where they touch the same or neighbouring lines and
 * don't say the same, or where the texts are too different to compare.
 */
export function mergeTexts(base: string, mine: string, theirs: string): string | undefined {
  const lines = linesOf(base);
  const [ours, others] = [editsOf(lines, linesOf(mine)), editsOf(lines, linesOf(theirs))];
  if (ours === undefined || others === undefined) return undefined;
  const merged: string[] = [];
  let at = 0;
  for (const { start, end, sides } of clusters(ours, others)) {
    const [one, other] = sides.map((edits) => applied(lines, start, end, edits));
    if (sides.every((edits) => edits.length > 0) && one?.join("") !== other?.join("")) return undefined;
    const changed = sides[0].length > 0 ? one : other;
    merged.push(...lines.slice(at, start), ...(changed ?? []));
    at = end;
  }
  return [...merged, ...lines.slice(at)].join("");
}

interface Cluster {
  readonly start: number;
  readonly end: number;
  readonly sides: readonly [Edit[], Edit[]];
}

/** Edits of either side that overlap or touch, together; in the base's order. */
function clusters(ours: readonly Edit[], others: readonly Edit[]): Cluster[] {
  const all = [...ours.map((edit) => ({ edit, side: 0 })), ...others.map((edit) => ({ edit, side: 1 }))];
  all.sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end);
  const found: { start: number; end: number; sides: [Edit[], Edit[]] }[] = [];
  for (const { edit, side } of all) {
    const last = found.at(-1);
    const cluster = last !== undefined && edit.start <= last.end ? last : { ...edit, sides: emptySides() };
    if (cluster !== last) found.push(cluster);
    cluster.end = Math.max(cluster.end, edit.end);
    cluster.sides[side === 0 ? 0 : 1].push(edit);
  }
  return found;
}

function emptySides(): [Edit[], Edit[]] {
  return [[], []];
}

/** The base's lines from `start` to before `end`, as one side has them. */
function applied(base: readonly string[], start: number, end: number, edits: readonly Edit[]): string[] {
  const lines: string[] = [];
  let at = start;
  for (const edit of edits) {
    lines.push(...base.slice(at, edit.start), ...edit.lines);
    at = edit.end;
  }
  return [...lines, ...base.slice(at, end)];
}

function editsOf(base: string[], changed: string[]): Edit[] | undefined {
  const parts = diffArrays(base, changed, { timeout: LONGEST_COMPARISON_MS });
  if (parts === undefined) return undefined;
  const edits: Edit[] = [];
  let at = 0;
  for (const { value, added, removed } of parts) {
    const end = added ? at : at + value.length;
    if (added || removed) {
      const last = edits.at(-1);
      const lines = added ? value : [];
      // A removal and the insertion in its place come one after the other.
      if (last?.end === at) edits[edits.length - 1] = { start: last.start, end, lines: [...last.lines, ...lines] };
      else edits.push({ start: at, end, lines });
    }
    at = end;
  }
  return edits;
}

/** With their line ends, so that a last line without one is another line. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
