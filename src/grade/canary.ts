import { EnvironmentError } from "../core/errors.ts";
import type { Lab } from "../lab/types.ts";
import { type Candidate, readCandidates } from "../verify/candidate.ts";
import type { Grade, Submission } from "./types.ts";

/** Work whose grade is known: when it moves, the machine is at fault, and no grade beside it can be trusted. */
export interface Canary {
  readonly submission: Submission;
  /** What is wrong with its grade; undefined when it is as it must be. */
  readonly wrong: (grade: Grade) => string | undefined;
}

/** The lab's reference solution and one of its mutants; the mutant is the `pick`-th, whatever the number of them. */
export async function canariesOf(lab: Lab, pick: number): Promise<Canary[]> {
  const candidates = await readCandidates(lab);
  const solution = candidates.find(({ kind }) => kind === "solution");
  const mutants = candidates.filter(({ kind }) => kind === "mutant");
  const mutant = mutants[pick % Math.max(1, mutants.length)];
  if (solution === undefined) throw new EnvironmentError(`the lab ${lab.id} has no solution to compare grades with`);
  return [solution, ...(mutant === undefined ? [] : [mutant])].map((candidate) => canaryOf(lab, candidate));
}

function canaryOf(lab: Lab, candidate: Candidate): Canary {
  const who = `podlab's own ${candidate.kind} ${candidate.name}`;
  return {
    submission: {
      key: `${lab.id}/.canary-${candidate.name}`,
      lab: lab.id,
      learner: { id: `.canary-${candidate.name}`, name: who },
      files: candidate.files,
      hash: `canary ${candidate.name}`,
      source: who,
      manifest: undefined,
      remarks: [],
    },
    wrong: (grade) => {
      if (grade.outcome !== "graded") return `${who} was ${grade.outcome}: ${grade.reason?.text ?? "no reason given"}`;
      const first = grade.checks.find(({ verdict }) => verdict !== "passed");
      if (first?.check === candidate.fails) return undefined;
      return `${who} ${first === undefined ? "passed everything" : `failed at ${first.check}`}`;
    },
  };
}
