import { randomBytes } from "node:crypto";
import { judge } from "../check/judge.ts";
import type { CandidateEvent, Emit, VerdictEvent, VerifiedEvent } from "../core/events.ts";
import { createSeed } from "../core/seed.ts";
import type { Engine } from "../engine/types.ts";
import { openNetworkFaults } from "../fault/open.ts";
import type { Lab } from "../lab/types.ts";
import { sessionId } from "../session/labels.ts";
import { observe } from "../session/observe.ts";
import { openSession } from "../session/open.ts";
import { stopSession } from "../session/stop.ts";
import type { Session } from "../session/types.ts";
import { type Candidate, readCandidates } from "./candidate.ts";

export interface VerifyRequest {
  readonly engine: Engine;
  readonly lab: Lab;
  readonly root: string;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** The first of the seeds; each judgement's own follows from it. */
  readonly seed: number;
  /** How often each solution is judged, each time with another seed; 3 unless told. */
  readonly repeat?: number;
  /** Judge only candidates with one of these names. */
  readonly only?: readonly string[];
}

/**
 * Proves a lab: the starter fails in the first step, every solution passes everything, every mutant fails first at the
 * check that it names, and nothing is left on the engine. One session serves all, its services made anew for each.
 */
export async function verifyLab(request: VerifyRequest): Promise<VerifiedEvent> {
  const began = performance.now();
  const { engine, lab, emit } = request;
  const wanted = (candidate: Candidate) => request.only === undefined || request.only.includes(candidate.name);
  const candidates = (await readCandidates(lab)).filter(wanted);
  const owner = randomBytes(4).toString("hex");
  const results: CandidateEvent[] = [];
  try {
    await judgeAll(request, candidates, owner, (event) => {
      results.push(event);
      emit(event);
    });
  } finally {
    await stopSession(engine, sessionId(owner, lab.id), emit);
  }
  const verified = summarize(
    lab.id,
    results,
    await leftovers(engine, owner, lab.id),
    Math.round(performance.now() - began),
  );
  emit(verified);
  return verified;
}

async function judgeAll(
  request: VerifyRequest,
  candidates: readonly Candidate[],
  owner: string,
  report: (event: CandidateEvent) => void,
): Promise<void> {
  let current = candidates[0];
  if (current === undefined) return;
  const { session } = await openSession({
    ...request,
    owner,
    anyPorts: true,
    files: async () => current?.files ?? new Map(),
    emit: (event) => {
      if (event.event === "progress" || event.event === "notice") request.emit(event);
    },
  });
  await using running = session;
  let seed = request.seed;
  for (const candidate of candidates) {
    current = candidate;
    const times = candidate.kind === "solution" ? (request.repeat ?? 3) : 1;
    for (let time = 0; time < times; time++) report(await judgeOne(request, running, candidate, seed++));
  }
}

async function judgeOne(
  request: VerifyRequest,
  session: Session,
  candidate: Candidate,
  seed: number,
): Promise<CandidateEvent> {
  const began = performance.now();
  const { lab, signal } = request;
  await session.converge({ signal, renew: true });
  const verdicts: VerdictEvent[] = [];
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
  const first = verdicts.find(({ verdict }) => verdict !== "passed");
  const outcome = first === undefined ? "passes" : first.verdict === "broken" ? "broken" : "fails";
  const why = brokenPromise(lab, candidate, first);
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

/** What a candidate promised and did not keep; undefined when it did. */
export function brokenPromise(
  lab: Pick<Lab, "steps">,
  candidate: Pick<Candidate, "kind" | "fails">,
  first: VerdictEvent | undefined,
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

function detail(verdict: VerdictEvent): string {
  const { failure, reason } = verdict;
  return failure === undefined
    ? (reason ?? "")
    : `${failure.asked}: expected ${failure.expected}, seen ${failure.seen}`;
}

function summarize(lab: string, results: readonly CandidateEvent[], left: number, ms: number): VerifiedEvent {
  const of = (kind: CandidateEvent["kind"]) => results.filter((result) => result.kind === kind);
  const mutants = of("mutant");
  return {
    event: "verified",
    lab,
    starter: starterWord(of("starter")),
    solution: worst(of("solution")),
    mutants: mutants.length,
    caught: mutants.filter(({ asPromised }) => asPromised).length,
    leftovers: left,
    ms,
  };
}

/** A starter that fails, but not in the first step, has passed it. */
function starterWord([starter]: readonly CandidateEvent[]): VerifiedEvent["starter"] {
  if (starter === undefined) return "unjudged";
  if (starter.outcome === "broken") return "broken";
  return starter.asPromised ? "fails" : "passes";
}

function worst(solutions: readonly CandidateEvent[]): VerifiedEvent["solution"] {
  if (solutions.length === 0) return "unjudged";
  const outcomes = solutions.map(({ outcome }) => outcome);
  return (["fails", "broken"] as const).find((bad) => outcomes.includes(bad)) ?? "passes";
}

async function leftovers(engine: Engine, owner: string, lab: string): Promise<number> {
  const { containers, networks, volumes } = await observe(engine, sessionId(owner, lab));
  return containers.length + networks.length + volumes.length;
}
