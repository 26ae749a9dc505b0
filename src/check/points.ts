import type { VerdictEvent } from "../core/events.ts";
import type { StepDefinition } from "../lab/types.ts";

/** A step's points are shared evenly by all its checks, judged or not: points × passed / all, to two decimals. */
export function pointsOf(
  steps: readonly StepDefinition[],
  records: readonly Pick<VerdictEvent, "step" | "verdict">[],
): { points: number; maxPoints: number } {
  const earned = steps.map(({ id, points, checks }) => {
    const passed = records.filter(({ step, verdict }) => step === id && verdict === "passed").length;
    return checks.length === 0 ? 0 : round((points * passed) / checks.length);
  });
  return { points: round(sum(earned)), maxPoints: round(sum(steps.map(({ points }) => points))) };
}

function round(value: number): number {
  return Math.round((value + Number.EPSILON) * 100) / 100;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
