import type { CandidateEvent, VerifiedEvent } from "../core/events.ts";

/** Whether everything that was judged kept its promise. */
export function isProven(verified: VerifiedEvent): boolean {
  const { starter, solution, mutants, caught, leftovers: left } = verified;
  const kept = ["fails", "unjudged"].includes(starter) && ["passes", "unjudged"].includes(solution);
  return kept && mutants === caught && left === 0;
}

/** What all judgements of a lab come to. */
export function summarize(lab: string, results: readonly CandidateEvent[], left: number, ms: number): VerifiedEvent {
  const of = (kind: CandidateEvent["kind"]) => results.filter((result) => result.kind === kind);
  const mutants = of("mutant");
  return {
    event: "verified",
    lab,
    starter: starterWord(of("starter")),
    solution: worst(of("solution")),
    mutants: mutants.length,
    caught: mutants.filter(({ asPromised }) => asPromised).length,
    broken: results.filter(({ outcome }) => outcome === "broken").length,
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
  // One that passes and yet kept a promise not, as that of a measurement, proves nothing.
  const outcomes = solutions.map(({ outcome, asPromised }) =>
    outcome === "passes" && !asPromised ? "fails" : outcome,
  );
  return (["fails", "broken"] as const).find((bad) => outcomes.includes(bad)) ?? "passes";
}
