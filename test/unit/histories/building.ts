import fc from "fast-check";
import { createSeed, type Seed } from "../../../src/core/seed.ts";
import type { History, Operation, Outcome } from "../../../src/histories/index.ts";

/** What every generated history needs to be judged. */
export const EVIDENCE = { atLeast: 3 };

/** An operation with what matters to the test; from 0 to 1 ms, ok, by p unless told. */
export function operation<Value>(op: string, value: Value, rest: Partial<Operation<Value>> = {}): Operation<Value> {
  const invokedAt = rest.invokedAt ?? 0;
  return { process: "p", op, value, invokedAt, completedAt: invokedAt + 1, outcome: "ok", ...rest };
}

/** Ok mostly; a failure or an unknown end now and then. */
export function someOutcome(seed: Seed): Outcome {
  const draw = seed.random();
  return draw < 0.1 ? "fail" : draw < 0.25 ? "indeterminate" : "ok";
}

/** Holds the property for histories from 200 seeds. */
export function forSeeds(property: (seed: Seed) => void): void {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), (value) => {
      property(createSeed(value));
    }),
    { numRuns: 200, seed: 42 },
  );
}

/** The history with what `change` makes of the operation at `index`: none, others, several. */
export function replaceAt<Value>(
  history: History<Value>,
  index: number,
  change: (operation: Operation<Value>) => readonly Operation<Value>[],
): Operation<Value>[] {
  return history.flatMap((operation, at) => (at === index ? change(operation) : [operation]));
}

/** The index of one of the operations that fit. */
export function pickIndex<Value>(
  seed: Seed,
  history: History<Value>,
  fits: (operation: Operation<Value>) => boolean,
): number {
  return seed.pick(history.flatMap((operation, index) => (fits(operation) ? [index] : [])));
}
