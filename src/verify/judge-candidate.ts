import { judge } from "../check/judge.ts";
import { EnvironmentError } from "../core/errors.ts";
import type { CandidateEvent, VerdictEvent } from "../core/events.ts";
import { createSeed } from "../core/seed.ts";
import { openNetworkFaults } from "../fault/open.ts";
import type { Lab } from "../lab/types.ts";
import type { Session } from "../session/types.ts";
import type { Candidate } from "./candidate.ts";
import type { VerifyRequest } from "./verify.ts";

/** What could not be judged says nothing about the lab's promises: it is judged once more, and the event says so. */
export async function judgeSurely(
  request: VerifyRequest,
  session: Session,
  candidate: Candidate,
  seed: number,
): Promise<CandidateEvent> {
  const first = await judgeOne(request, session, candidate, seed);
  if (first.outcome !== "broken") return first;
  const second = await judgeOne(request, session, candidate, seed);
  return { ...second, retried: first.why ?? "it could not be judged" };
}

async function judgeOne(
  request: VerifyRequest,
  session: Session,
  candidate: Candidate,
  seed: number,
): Promise<CandidateEvent> {
  const began = performance.now();
  const { lab } = request;
  const { first, measured } = await judgeAll(request, session, seed);
  const outcome = first === undefined ? "passes" : first.verdict === "broken" ? "broken" : "fails";
  const why = brokenPromise(lab, candidate, first) ?? unmeasured(lab, candidate, measured);
  return {
    event: "candidate",
    lab: lab.id,
    kind: candidate.kind,
    name: candidate.name,
    seed,
    check: first?.check ?? null,
    outcome,
    asPromised: why === undefined,
    ...(why === undefined ? {} : { why }),
    ms: Math.round(performance.now() - began),
  };
}

/** The first check that did not pass; one that could not even begin, because the lab did not come up, is broken. */
async function judgeAll(request: VerifyRequest, session: Session, seed: number): Promise<Seen> {
  const { lab, signal } = request;
  const verdicts: VerdictEvent[] = [];
  try {
    await session.converge({ signal, renew: true });
    await judge({
      session,
      steps: lab.steps,
      seed: createSeed(seed),
      emit: (event) => {
        if (event.event === "verdict") verdicts.push(event);
      },
      signal,
      stopAtFirstFailure: true,
      openNetworkFaults: openNetworkFaults(request),
    });
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    const [step] = lab.steps;
    const first = { step: step?.id ?? "", check: step?.checks[0]?.id ?? "", reason: error.message };
    return { first: { verdict: "broken", ...first }, measured: new Set() };
  }
  return {
    first: verdicts.find(({ verdict }) => verdict !== "passed"),
    measured: new Set(
      verdicts.flatMap(({ check, measured = {} }) => Object.keys(measured).map((id) => `${id} by ${check}`)),
    ),
  };
}

interface Seen {
  /** The first check that did not pass. */
  readonly first: NotPassed | undefined;
  /** "PREDICTION by CHECK" for each that was measured. */
  readonly measured: ReadonlySet<string>;
}

/** The prediction of which a solution's run measured nothing, as a sentence; undefined when all were measured. */
export function unmeasured(
  lab: Pick<Lab, "steps">,
  { kind }: Pick<Candidate, "kind">,
  measured: ReadonlySet<string>,
): string | undefined {
  if (kind !== "solution") return undefined;
  const missed = lab.steps.flatMap(({ prediction }) =>
    prediction === undefined || measured.has(`${prediction.id} by ${prediction.check}`) ? [] : [prediction],
  )[0];
  return missed && `must measure what learners predict: ${missed.check} measured nothing for ${missed.id}`;
}

/** What of a verdict tells whether a promise was kept. */
export type NotPassed = Pick<VerdictEvent, "verdict" | "step" | "check" | "failure" | "reason">;

/** What a candidate promised and did not keep; undefined when it did. */
export function brokenPromise(
  lab: Pick<Lab, "steps">,
  candidate: Pick<Candidate, "kind" | "fails">,
  first: NotPassed | undefined,
): string | undefined {
  const seen =
    first === undefined
      ? "passes everything"
      : `${first.verdict === "broken" ? "could not be judged" : "fails"} at ${first.check}: ${detail(first)}`;
  switch (candidate.kind) {
    case "starter":
      return first?.verdict === "failed" && first.step === lab.steps[0]?.id
        ? undefined
        : `must fail in the first step, ${seen}`;
    case "solution":
      return first === undefined ? undefined : `must pass everything, ${seen}`;
    case "mutant":
      return first?.verdict === "failed" && first.check === candidate.fails
        ? undefined
        : `must fail at ${candidate.fails}, ${seen}`;
  }
}

function detail(verdict: NotPassed): string {
  const { failure, reason } = verdict;
  return failure === undefined
    ? (reason ?? "")
    : `${failure.asked}: expected ${failure.expected}, seen ${failure.seen}`;
}
