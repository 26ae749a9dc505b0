import { setTimeout as sleep } from "node:timers/promises";
import { CheckFailure } from "./failure.ts";
import type { Scope } from "./scope.ts";
import type { CheckContext } from "./types.ts";
import { ms } from "./words.ts";

const EVERY_MS = 50;

/** Asking over time. What is asked many times leaves one line of evidence. */
export function createWaiting(
  scope: Pick<Scope, "signal" | "evidence" | "reproduction">,
): Pick<CheckContext, "eventually" | "always" | "pause"> {
  const { signal, evidence } = scope;
  const pause = (milliseconds: number) => sleep(milliseconds, undefined, { signal });
  return {
    pause,
    eventually: (question, { withinMs, everyMs = EVERY_MS }) =>
      evidence.collapse(async () => {
        const end = evidence.now() + withinMs;
        let last: CheckFailure | undefined;
        do {
          signal.throwIfAborted();
          const asked = await withDeadline(question, end - evidence.now(), signal);
          if (asked.kind === "held") return asked.value;
          if (asked.kind === "failed") last = asked.failure;
          await pause(Math.min(everyMs, Math.max(0, end - evidence.now())));
        } while (evidence.now() < end);
        throw stillSo(last, withinMs, scope);
      }),
    always: (question, { duringMs, everyMs = EVERY_MS }) =>
      evidence.collapse(async () => {
        const begun = evidence.now();
        while (evidence.now() - begun < duringMs) {
          signal.throwIfAborted();
          await question().catch((thrown: unknown) => {
            throw thrown instanceof CheckFailure ? into(thrown, evidence.now() - begun, duringMs) : thrown;
          });
          await pause(everyMs);
        }
      }),
  };
}

type Asked<T> =
  | { readonly kind: "held"; readonly value: T }
  | { readonly kind: "failed"; readonly failure: CheckFailure }
  | { readonly kind: "late" };

/** Asks once; an answer that takes longer than what is left counts as none. Throws what is no failure of the work. */
async function withDeadline<T>(question: () => Promise<T>, leftMs: number, signal: AbortSignal): Promise<Asked<T>> {
  const over = new AbortController();
  const late = sleep(Math.max(0, leftMs), { kind: "late" } as const, {
    signal: AbortSignal.any([over.signal, signal]),
  });
  const asked = question().then(
    (value): Asked<T> => ({ kind: "held", value }),
    (thrown: unknown): Asked<T> => {
      if (thrown instanceof CheckFailure) return { kind: "failed", failure: thrown };
      throw thrown;
    },
  );
  // Whichever loses the race may still reject, when nobody listens any more.
  asked.catch(() => undefined);
  late.catch(() => undefined);
  try {
    return await Promise.race([asked, late]);
  } finally {
    over.abort();
  }
}

function stillSo(last: CheckFailure | undefined, withinMs: number, scope: Pick<Scope, "reproduction">): CheckFailure {
  const failure = last?.failure ?? {
    asked: "the lab, again and again",
    expected: `an answer within ${ms(withinMs)}`,
    seen: "none",
    again: scope.reproduction.command(),
  };
  const seen = last === undefined ? failure.seen : `${failure.seen}, still so after ${ms(withinMs)}`;
  return new CheckFailure({ ...failure, seen }, { timed: true });
}

function into({ failure, timed }: CheckFailure, milliseconds: number, duringMs: number): CheckFailure {
  const seen = `${failure.seen}, ${ms(milliseconds)} into the ${ms(duringMs)} for which it must hold`;
  return new CheckFailure({ ...failure, seen }, { timed });
}
