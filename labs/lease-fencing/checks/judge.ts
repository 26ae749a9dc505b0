import { type CheckContext, count, intervalsDisjoint, list, ms, type Operation, tokensMonotone } from "podlab";
import { drawRecord } from "./drawing.ts";
import type { HandOver, Leader } from "./leaders.ts";
import { readRecord, type StoreRecord, type Trial, tokenWords, type Write, writesWords } from "./record.ts";

/** How soon a leader that was asleep sends nothing more, from when it wakes up; the reference sends nothing at all. */
export const AWAKE_MS = 1_500;

/**
 * Judges all that the store accepted in a trial: every write has a token, tokens never go back, each has one writer, and
 * nobody writes on with a token after another one has taken over.
 *
 * @param atLeast accepted writes without which nothing is said
 */
export async function judgeRecord(context: CheckContext, trial: Trial, atLeast: number): Promise<StoreRecord> {
  const record = await readRecord(context, trial);
  const accepted = record.writes.filter((write) => write.accepted);
  const back = comebacks(accepted);
  if (back.length > 0) {
    failWith(context, trial, record, back, {
      expected: "never two leaders: who has been succeeded writes nothing more that the store accepts",
      seen: comebackWords(accepted, back),
    });
  }
  const byOperation = new Map(accepted.map((write) => [operationOf(write, trial), write]));
  const tokens = tokensMonotone([...byOperation.keys()], { atLeast });
  if (!tokens.ok) {
    const wrong = [...tokens.withoutToken, ...tokens.shared, ...tokens.regressions] as Operation<bigint | undefined>[];
    const bad = wrong.flatMap((operation) => byOperation.get(operation) ?? []);
    failWith(context, trial, record, bad, {
      expected: "each accepted write has a token, tokens never go back, and none is used by two candidates",
      seen: tokenlessWords(accepted) ?? list(tokens.sentences),
    });
  }
  return record;
}

/** Fails the check where the former leader's writes were accepted once it had a successor, or sent later than `stopBy`. */
export async function judgeFormer(
  context: CheckContext,
  trial: Trial,
  { former, successor, stopBy, expected }: { former: Leader; successor: HandOver; stopBy: number; expected: string },
): Promise<void> {
  const record = await readRecord(context, trial);
  const own = record.writes.filter(({ writer }) => writer === former.name);
  const accepted = own.filter((write) => write.accepted && write.at > successor.at);
  const late = own.filter(({ at }) => at > stopBy);
  const bad = accepted.length > 0 ? accepted : late;
  const [first] = bad;
  if (first === undefined) return;
  const until = bad.at(-1)?.at ?? first.at;
  const what =
    accepted.length > 0
      ? `two leaders at once: the store accepted ${writesWords(bad.length)} by ${former.name} with ${tokenWords(first.token)} after ${successor.name} had taken over with ${tokenWords(successor.token)}`
      : `${writesWords(bad.length)} by ${former.name} later than that, by up to ${ms(until - stopBy)}, refused or not`;
  // With a token larger than its successor's it was elected again, which is wrong only where nothing was amiss.
  const timed = first.token !== undefined && first.token > (successor.token ?? first.token);
  failWith(context, trial, record, bad, { expected, seen: what, timed });
}

/**
 * Fails the check, with these writes as the wrong ones on the timeline. `timed` where a leader that had too little of the
 * processor to renew its lease in time would bring it about, too.
 */
export function failWith(
  context: CheckContext,
  trial: Trial,
  record: StoreRecord,
  bad: readonly Write[],
  words: { readonly expected: string; readonly seen: string; readonly timed?: boolean },
): never {
  context.timeline(drawRecord(record, trial, new Set(bad)), trial);
  const { expected, seen, timed = false } = words;
  return context.fail({ asked: trial.asked, expected, seen }, { timed });
}

/** Accepted writes of candidates that had been succeeded: each term of office, by writer and token, is one interval. */
function comebacks(accepted: readonly Write[]): Write[] {
  const terms = [...Map.groupBy(accepted, termOf).values()].map((writes): Operation<readonly Write[]> => {
    const [first] = writes;
    return {
      process: first?.writer ?? "",
      op: "hold",
      value: writes,
      invokedAt: first?.seq ?? 0,
      completedAt: writes.at(-1)?.seq ?? 0,
      outcome: "ok",
    };
  });
  const { overlaps } = intervalsDisjoint(terms, { atLeast: 1 });
  const late = overlaps.flatMap(({ first, second }) =>
    (first.value as readonly Write[]).filter(({ seq }) => seq > second.invokedAt),
  );
  return [...new Set(late)].toSorted((one, other) => one.seq - other.seq);
}

function termOf({ writer, token }: Write): string {
  return `${writer} ${token}`;
}

function comebackWords(accepted: readonly Write[], back: readonly Write[]): string {
  const [first] = back;
  if (first === undefined) return "none";
  const switches = accepted.filter((write, index) => index > 0 && write.writer !== accepted[index - 1]?.writer).length;
  const before = accepted.findLast(({ seq, writer }) => seq < first.seq && writer !== first.writer);
  const after = `${ms(first.at - (before?.at ?? first.at))} after one by ${before?.writer} with ${tokenWords(before?.token)}`;
  return `two leaders at once: ${writesWords(back.length)} of that kind, the first by ${first.writer} with ${tokenWords(first.token)}, ${after}; the writer changed ${count(switches)} times`;
}

function tokenlessWords(accepted: readonly Write[]): string | undefined {
  const without = accepted.filter(({ token }) => token === undefined);
  if (without.length === 0) return undefined;
  const writers = list([...new Set(without.map(({ writer }) => writer))]);
  return `${count(without.length)} of ${count(accepted.length)} accepted writes had no token, by ${writers}: nothing tells whether the writer still was the leader`;
}

/** Times from the trial's beginning, as on the timeline. */
function operationOf({ writer, token, at }: Write, { from }: Trial): Operation<bigint | undefined> {
  const time = at - from;
  return { process: writer, op: "write", value: token, invokedAt: time, completedAt: time, outcome: "ok" };
}
