import { drawTimeline, type TimelineEvent, type TimelineLane, type TimelineSpan } from "../histories/index.ts";
import type { TracedFault, TracedHistory, TracedLoad, Traces } from "./scope.ts";

/** Lanes for who answered, at most; the rest is drawn as one. */
const MOST_LANES = 6;
const MARKS = { answered: "•", error: "✗" } as const;
/** A fault's span is filled with the first letter of its text: k for kill, p for partition. */
const FAULT_MARK_LENGTH = 1;

/**
 * The drawing under a failure that faults and a load brought about: a lane for each that answered, one for requests
 * that got an error, one for each that was disturbed; or the check's own lanes, where it gave any. Undefined where there
 * are none and there was no fault or no load.
 *
 * @param now ms since the check began; where faults end that still last
 */
export function drawTraces({ loads, faults, history }: Traces, now: number): string | undefined {
  if (history !== undefined) return drawHistory(history, faults, now);
  if (loads.length === 0 || faults.length === 0) return undefined;
  const answers = loads.flatMap(answersOf);
  const ends = faults.map(({ until }) => ({ at: Math.min(until ?? now, now) }));
  // Not by spreading them: there may be more answers than a call takes arguments.
  const from = [...answers, ...faults].reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const to = [...answers, ...faults, ...ends].reduce((most, { at }) => Math.max(most, at), from + 1);
  return drawTimeline({ from, to, lanes: [...answerLanes(answers), ...errorLane(answers), ...faultLanes(faults, to)] });
}

/** The check's own lanes, and what it did to whom in their time, on the timeline's clock. */
function drawHistory({ timeline, startedAt }: TracedHistory, faults: readonly TracedFault[], now: number): string {
  const moved = faults
    .map(({ at, until, ...rest }) => ({ ...rest, at: at + startedAt, until: (until ?? now) + startedAt }))
    .filter(({ at, until }) => at <= timeline.to && until >= timeline.from);
  return drawTimeline({ ...timeline, lanes: [...timeline.lanes, ...faultLanes(moved, timeline.to)] });
}

interface DrawnAnswer {
  readonly at: number;
  readonly by: string;
  readonly good: boolean;
}

function answersOf({ at, records }: TracedLoad): DrawnAnswer[] {
  return records.map(({ answeredAt, status, by }) => ({
    at: at + answeredAt,
    by: by === "" ? "answers" : by,
    good: status >= 200 && status < 400,
  }));
}

function answerLanes(answers: readonly DrawnAnswer[]): TimelineLane[] {
  const good = Map.groupBy(
    answers.filter((answer) => answer.good),
    ({ by }) => by,
  );
  const lanes = [...good].sort(([, one], [, other]) => other.length - one.length);
  const drawn = lanes.slice(0, MOST_LANES).map(([name, events]) => laneOf(name, events));
  const rest = lanes.slice(MOST_LANES).flatMap(([, events]) => events);
  return rest.length === 0 ? drawn : [...drawn, laneOf("others", rest)];
}

function laneOf(name: string, answers: readonly DrawnAnswer[]): TimelineLane {
  return { name, events: answers.map(({ at }): TimelineEvent => ({ at, mark: MARKS.answered })) };
}

function errorLane(answers: readonly DrawnAnswer[]): TimelineLane[] {
  const errors = answers.filter((answer) => !answer.good);
  if (errors.length === 0) return [];
  return [{ name: "errors", events: errors.map(({ at }) => ({ at, mark: MARKS.error, bad: true })) }];
}

function faultLanes(faults: readonly TracedFault[], to: number): TimelineLane[] {
  const byTarget = Map.groupBy(faults, ({ targets }) => targets.join(", "));
  return [...byTarget].map(([name, own]) => ({
    name: `faults: ${name}`,
    events: [],
    spans: own.map((one) => spanOf(one, to)),
  }));
}

function spanOf({ at, until, text }: TracedFault, to: number): TimelineSpan {
  return { from: at, to: until ?? to, mark: text.slice(0, FAULT_MARK_LENGTH), label: text };
}
