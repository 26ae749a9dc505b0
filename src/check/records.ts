import type { PodlabEvent, SummaryEvent, VerdictEvent } from "../core/events.ts";
import type { Seed } from "../core/seed.ts";
import type { StepDefinition } from "../lab/types.ts";
import type { Session } from "../session/types.ts";
import type { Attempt } from "./attempt.ts";
import { pointsOf } from "./points.ts";
import type { CheckDefinition } from "./types.ts";

/** What a verdict is about, with nothing judged yet. */
export type VerdictHeading = Pick<VerdictEvent, "event" | "lab" | "step" | "check" | "title">;

export function verdictHeading(check: CheckDefinition, step: StepDefinition, lab: string): VerdictHeading {
  return { event: "verdict", lab, step: step.id, check: check.id, title: check.title };
}

export function blockedRecord(heading: VerdictHeading, needed: string): VerdictEvent {
  return { ...heading, verdict: "blocked", ms: 0, reason: needed, evidence: [] };
}

export function brokenRecord(heading: VerdictHeading, reason: string): VerdictEvent {
  return { ...heading, verdict: "broken", ms: 0, reason, evidence: [] };
}

/** The verdict of a check that ran. */
export function attemptRecord(
  heading: VerdictHeading,
  { decision, evidence, timeline, measured }: Attempt,
  ms: number,
): VerdictEvent {
  const judged = { ...heading, ms: Math.round(ms), evidence, ...(measured && { measured }) };
  switch (decision.verdict) {
    case "passed":
      return { ...judged, verdict: "passed" };
    case "failed": {
      const drawing = timeline === undefined ? {} : { timeline };
      return { ...judged, verdict: "failed", failure: decision.failure, ...drawing };
    }
    case "broken":
      return { ...judged, verdict: "broken", reason: decision.reason };
  }
}

/** Says which step begins; its number is that in the whole lab, whatever part of it is judged. */
export function stepEvent(
  step: StepDefinition,
  { session, titleOf }: { session: Pick<Session, "lab">; titleOf?: (step: string) => string },
): PodlabEvent {
  const { id: lab, steps } = session.lab;
  const number = steps.findIndex(({ id }) => id === step.id) + 1;
  const title = titleOf?.(step.id) ?? step.id;
  return { event: "step", lab, step: step.id, number, of: steps.length, title, points: step.points };
}

export function summarize(
  records: readonly VerdictEvent[],
  {
    session,
    steps,
    seed,
  }: { session: Pick<Session, "lab">; steps: readonly StepDefinition[]; seed: Pick<Seed, "value"> },
  ms: number,
): SummaryEvent {
  const count = (verdict: VerdictEvent["verdict"]) => records.filter((record) => record.verdict === verdict).length;
  return {
    event: "summary",
    lab: session.lab.id,
    passed: count("passed"),
    failed: count("failed"),
    blocked: count("blocked"),
    broken: count("broken"),
    ...pointsOf(steps, records),
    seed: seed.value,
    ms: Math.round(ms),
  };
}
