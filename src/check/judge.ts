import { InterruptedError } from "../core/errors.ts";
import type { Emit, SummaryEvent, VerdictEvent } from "../core/events.ts";
import type { Seed } from "../core/seed.ts";
import type { Verdict } from "../core/verdict.ts";
import type { StepDefinition } from "../lab/types.ts";
import type { Session } from "../session/types.ts";
import { attempt } from "./attempt.ts";
import type { NetworkFaults, OpenNetworkFaults } from "./network-faults.ts";
import {
  attemptRecord,
  blockedRecord,
  brokenRecord,
  stepEvent,
  summarize,
  type VerdictHeading,
  verdictHeading,
} from "./records.ts";
import { restore } from "./restore.ts";
import { blockedBy, schedule } from "./schedule.ts";
import { attemptSurely, type Tried } from "./surely.ts";
import type { CheckDefinition } from "./types.ts";

export interface JudgeRequest {
  readonly session: Session;
  readonly steps: readonly StepDefinition[];
  readonly seed: Seed;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** A learner's run ends after the first step that did not pass; grading judges them all. */
  readonly stopAtFirstFailure: boolean;
  /** The id of one check: it alone is judged, with those that it needs. */
  readonly only?: string;
  /** A step's title for people, as its heading in the lab's text has it; the id unless told. */
  readonly titleOf?: (step: string) => string;
  /** Without it a check that asks for a network fault is broken. */
  readonly openNetworkFaults?: OpenNetworkFaults;
  /** Judges what failed again: see `attemptSurely`. */
  readonly confirm?: boolean;
  /** Runs a check that others' load would disturb when nobody else's such check runs; at once unless told. */
  readonly quietly?: <T>(work: () => Promise<T>) => Promise<T>;
}

export interface Judgement {
  readonly records: readonly VerdictEvent[];
  readonly summary: SummaryEvent;
}

/**
 * Judges a session: runs the checks in order and emits "step", "check", "fault", "verdict" and at last "summary" events.
 * The session must not be used otherwise meanwhile. Afterwards no fault is in force.
 *
 * @throws InterruptedError when the signal ended it, after faults were undone; UserError when `only` names no check
 */
export async function judge(request: JudgeRequest): Promise<Judgement> {
  const begun = performance.now();
  const steps = schedule(request.steps, request.only);
  const network = request.openNetworkFaults?.(request.session);
  try {
    const records = await judgeSteps(steps, request, network);
    const summary = summarize(records, request, performance.now() - begun);
    request.emit(summary);
    return { records, summary };
  } finally {
    await network?.[Symbol.asyncDispose]();
  }
}

async function judgeSteps(
  steps: readonly StepDefinition[],
  request: JudgeRequest,
  network: NetworkFaults | undefined,
): Promise<VerdictEvent[]> {
  const scheduled = new Set(steps.flatMap((step) => step.checks.map(({ id }) => id)));
  const verdicts = new Map<string, Verdict>();
  const records: VerdictEvent[] = [];
  let spoilt: string | undefined;
  for (const step of steps) {
    request.emit(stepEvent(step, request));
    for (const check of step.checks) {
      const heading = verdictHeading(check, step, request.session.lab.id);
      const blocker = blockedBy(check, scheduled, verdicts);
      const { record, spoilt: trouble } =
        blocker === undefined
          ? await judgeCheck({ check, heading, spoilt, network }, request)
          : { record: blockedRecord(heading, blocker), spoilt };
      spoilt = trouble;
      verdicts.set(check.id, record.verdict);
      records.push(record);
      request.emit(record);
    }
    const passed = step.checks.every(({ id }) => verdicts.get(id) === "passed");
    if (!passed && request.stopAtFirstFailure) break;
  }
  return records;
}

interface Judged {
  readonly record: VerdictEvent;
  /** Why the lab can't be used for another check. */
  readonly spoilt: string | undefined;
}

interface CheckRequest {
  readonly check: CheckDefinition;
  readonly heading: VerdictHeading;
  readonly spoilt: string | undefined;
  readonly network: NetworkFaults | undefined;
}

async function judgeCheck(checked: CheckRequest, request: JudgeRequest): Promise<Judged> {
  if (request.signal.aborted) throw new InterruptedError();
  const { heading, spoilt } = checked;
  if (spoilt !== undefined) return { record: brokenRecord(heading, spoilt), spoilt };
  const { lab, step, check, title } = heading;
  request.emit({ event: "check", lab, step, check, title, state: "begun" });
  const begun = performance.now();
  const judging = () => attemptSurely(() => attemptAndRestore(checked, request), request.confirm ?? false);
  const last = await (checked.check.timing && request.quietly ? request.quietly(judging) : judging());
  const record = attemptRecord(heading, last.tried, performance.now() - begun);
  return { record: last.wavered ? { ...record, wavered: true } : record, spoilt: last.spoilt };
}

async function attemptAndRestore(
  { check, heading, network }: CheckRequest,
  { session, seed, emit, signal }: JudgeRequest,
): Promise<Tried> {
  const tried = await attempt({ session, check, step: heading.step, seed, emit, signal, network });
  const disturbed = tried.log.texts.length > 0;
  const suspect = tried.decision.verdict === "broken" && !signal.aborted;
  const trouble = disturbed || suspect ? await restore({ session, network, log: tried.log }) : undefined;
  if (signal.aborted) throw new InterruptedError();
  const spoilt =
    trouble === undefined ? undefined : `the lab could not be put right after "${check.title}": ${trouble}`;
  return { tried, spoilt };
}
