import { UserError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import type { Verdict } from "../core/verdict.ts";
import type { StepDefinition } from "../lab/types.ts";
import type { CheckDefinition } from "./types.ts";

/**
 * The steps to judge, with the checks to run: all of them, or with `only` that check and what it needs (and what that
 * needs), in their order.
 *
 * @throws UserError when no step has the check
 */
export function schedule(steps: readonly StepDefinition[], only?: string): readonly StepDefinition[] {
  if (only === undefined) return steps;
  const checks = steps.flatMap((step) => step.checks);
  if (!checks.some(({ id }) => id === only)) {
    const ids = checks.map(({ id }) => id);
    const near = nearest(only, ids);
    throw new UserError(`no check is called "${only}"`, {
      hint: near === undefined ? `There are: ${ids.join(", ")}` : `Did you mean ${near}?`,
    });
  }
  const wanted = withNeeds(only, checks);
  return steps
    .map((step) => ({ ...step, checks: step.checks.filter(({ id }) => wanted.has(id)) }))
    .filter((step) => step.checks.length > 0);
}

/**
 * The id of the check that keeps this one from being judged; undefined when it may run. A needed check that is not part
 * of the run (an earlier step's, already passed) keeps nothing.
 */
export function blockedBy(
  check: Pick<CheckDefinition, "needs">,
  scheduled: ReadonlySet<string>,
  verdicts: ReadonlyMap<string, Verdict>,
): string | undefined {
  return check.needs.find((id) => scheduled.has(id) && verdicts.get(id) !== "passed");
}

function withNeeds(id: string, checks: readonly CheckDefinition[]): Set<string> {
  const wanted = new Set([id]);
  // A set's iteration also visits what is added while it lasts.
  for (const one of wanted) {
    for (const needed of checks.find((check) => check.id === one)?.needs ?? []) wanted.add(needed);
  }
  return wanted;
}
