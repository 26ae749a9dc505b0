import { judge } from "../check/judge.ts";
import { EnvironmentError, InterruptedError } from "../core/errors.ts";
import type { VerdictEvent } from "../core/events.ts";
import { createSeed } from "../core/seed.ts";
import { openNetworkFaults } from "../fault/open.ts";
import type { Session } from "../session/types.ts";
import { Budget } from "./budget.ts";
import { conclude, type Excess } from "./conclude.ts";
import { excessOf, type MemoryWatch } from "./excess.ts";
import type { Grade, Submission } from "./types.ts";

export interface GradeRequest {
  /** Its files are those of the submission as soon as it converges. */
  readonly session: Session;
  readonly memory: MemoryWatch;
  readonly submission: Submission;
  readonly seed: number;
  /** What the submission may take, ms; waiting for `quietly` not counted. */
  readonly budgetMs: number;
  /** Runs a work when no other that is disturbed by load runs. */
  readonly quietly: <T>(work: () => Promise<T>) => Promise<T>;
  readonly titleOf: (step: string) => string;
  readonly root: string;
  readonly signal: AbortSignal;
  readonly onVerdict: (verdict: VerdictEvent) => void;
}

/**
 * Judges every step of one submission in a session whose services are made anew for it, and says what it comes to.
 * Whatever the submission does, this ends, at the latest some time after the budget is used up: faults are undone first.
 *
 * @throws InterruptedError at Ctrl-C
 */
export async function gradeOne(request: GradeRequest): Promise<Grade> {
  const began = performance.now();
  const { session, submission, seed, memory, titleOf } = request;
  const records: VerdictEvent[] = [];
  using budget = new Budget(request.budgetMs);
  const trouble = await judgeAll(request, budget, records);
  const excess = timeExcess(budget, request.budgetMs) ?? (await excessSeen(session, memory));
  const ms = performance.now() - began;
  return conclude({
    submission,
    lab: session.lab,
    seed,
    records,
    titleOf,
    ms,
    ...(trouble !== undefined && { trouble }),
    ...(excess !== undefined && { excess }),
  });
}

/** Fills `records` as far as it comes; gives what kept it from coming to the end. */
async function judgeAll(
  { session, seed, quietly, root, memory, titleOf, ...request }: GradeRequest,
  budget: Budget,
  records: VerdictEvent[],
): Promise<string | undefined> {
  const signal = AbortSignal.any([request.signal, budget.signal]);
  const emit = () => undefined;
  try {
    memory.take();
    await session.converge({ signal, renew: true });
    await judge({
      session,
      steps: session.lab.steps,
      seed: createSeed(seed),
      emit: (event) => {
        if (event.event !== "verdict") return;
        records.push(event);
        request.onVerdict(event);
      },
      signal,
      stopAtFirstFailure: false,
      confirm: true,
      titleOf,
      quietly: async (work) => {
        budget.stop();
        return quietly(() => {
          budget.go();
          return work();
        });
      },
      openNetworkFaults: openNetworkFaults({ root, emit, signal }),
    });
    return undefined;
  } catch (error) {
    if (request.signal.aborted) throw new InterruptedError();
    // The budget's end ends the judging as Ctrl-C does.
    if (budget.signal.aborted) return undefined;
    return troubleOf(error);
  }
}

function timeExcess({ signal }: Budget, ms: number): Excess | undefined {
  if (!signal.aborted) return undefined;
  return { code: "time", text: `it took longer than it may: ${Math.round(ms / 1000)} s` };
}

async function excessSeen(session: Session, memory: MemoryWatch): Promise<Excess | undefined> {
  try {
    return await excessOf(session, memory);
  } catch (error) {
    // Then it shows in the verdicts.
    troubleOf(error);
    return undefined;
  }
}

/** What the engine refused is its trouble or the machine's; anything else is a bug of podlab's. */
function troubleOf(error: unknown): string {
  if (error instanceof EnvironmentError) return error.message;
  throw error;
}
