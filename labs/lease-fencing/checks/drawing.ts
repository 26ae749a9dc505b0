import type { Timeline, TimelineEvent, TimelineLane } from "podlab";
import { CANDIDATES, type StoreRecord, type Trial, type Write } from "./record.ts";

const MARK = { accepted: "•", refused: "○", bad: "✗", token: "─" } as const;
/** With more tokens than these a lane for them says nothing. */
const MOST_TOKENS = 8;
/** What is shown (ms) after whatever happened last. */
const MARGIN_MS = 100;
const NONE: ReadonlySet<Write> = new Set();

/** A lane for each candidate, with its writes to the store, and one for the largest token that the store has seen. */
export function drawRecord(
  { writes, now }: StoreRecord,
  { from }: Pick<Trial, "from">,
  bad: ReadonlySet<Write> = NONE,
): Timeline {
  const event = (write: Write): TimelineEvent => {
    if (bad.has(write)) return { at: write.at, mark: MARK.bad, bad: true };
    return { at: write.at, mark: write.accepted ? MARK.accepted : MARK.refused };
  };
  const names = new Set([...CANDIDATES, ...writes.map(({ writer }) => writer)]);
  const lanes = [...names].map((name) => ({
    name,
    events: writes.filter(({ writer }) => writer === name).map(event),
  }));
  const to = now + MARGIN_MS;
  return { lanes: [...lanes, ...tokenLane(writes, to)], from, to };
}

function tokenLane(writes: readonly Write[], to: number): TimelineLane[] {
  const rises: { at: number; token: bigint }[] = [];
  for (const { at, token, accepted } of writes) {
    const last = rises.at(-1);
    if (accepted && token !== undefined && (last === undefined || token > last.token)) rises.push({ at, token });
  }
  if (rises.length === 0 || rises.length > MOST_TOKENS) return [];
  const spans = rises.map(({ at, token }, index) => {
    const label = `${token}`;
    return { from: at, to: rises[index + 1]?.at ?? to, mark: MARK.token, label };
  });
  return [{ name: "largest token", events: [], spans }];
}
