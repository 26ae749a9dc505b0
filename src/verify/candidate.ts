import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import type { Lab } from "../lab/types.ts";
import { readTree, subfolders } from "./tree.ts";

/** A set of files that stands for a learner's work, and what must come of it. */
export interface Candidate {
  readonly kind: "starter" | "solution" | "mutant";
  /** "starter", "solution", a further solution's or a mutant's folder name. */
  readonly name: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The check that must be the first to fail; only of mutants. */
  readonly fails?: string;
}

/** What mutants/NAME/mutant.json says. */
export interface MutantPromise {
  /** The id of the check that must catch it. */
  readonly fails: string;
  /** Why a learner writes this. */
  readonly why: string;
  /** The further solution (solutions/NAME) that it alters; the reference solution unless told. */
  readonly of?: string;
}

/** All candidates of a lab. Solutions are laid over the starter, mutants over a solution. */
export async function readCandidates(lab: Lab): Promise<Candidate[]> {
  const starter = await readTree(join(lab.folder, "starter"));
  const reference = new Map([...starter, ...(await readTree(join(lab.folder, "solution")))]);
  const others = await subfolders(join(lab.folder, "solutions"));
  const solutions = new Map([["solution", reference]]);
  for (const name of others) {
    solutions.set(name, new Map([...starter, ...(await readTree(join(lab.folder, "solutions", name)))]));
  }
  const mutants = await Promise.all(
    (await subfolders(join(lab.folder, "mutants"))).map(async (name): Promise<Candidate> => {
      const promise = await readPromise(lab, name);
      const base = solutions.get(promise.of ?? "solution");
      if (base === undefined)
        throw new UserError(`the mutant ${name} of ${lab.id} alters the solution ${promise.of}, which is missing`);
      const own = await readTree(join(lab.folder, "mutants", name));
      own.delete(PROMISE_FILE);
      return { kind: "mutant", name, files: new Map([...base, ...own]), fails: promise.fails };
    }),
  );
  return [
    { kind: "starter", name: "starter", files: starter },
    ...[...solutions].map(([name, files]): Candidate => ({ kind: "solution", name, files })),
    ...mutants,
  ];
}

const PROMISE_FILE = "mutant.json";

/** @throws UserError when the file is missing or does not say what it must. */
export async function readPromise(lab: Pick<Lab, "id" | "folder">, mutant: string): Promise<MutantPromise> {
  const file = join(lab.folder, "mutants", mutant, PROMISE_FILE);
  const say = (what: string, cause?: unknown) =>
    new UserError(`the mutant ${mutant} of ${lab.id} ${what}`, {
      cause,
      hint: `write {"fails": "<check id>", "why": "<why a learner writes this>"} to ${file}`,
    });
  const text = await readFile(file, "utf8").catch((cause) => {
    throw say(`has no ${PROMISE_FILE}`, cause);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw say(`has a ${PROMISE_FILE} that is not JSON`, cause);
  }
  if (typeof value !== "object" || value === null) throw say("promises nothing");
  const { fails, why, of } = value as Record<string, unknown>;
  if (typeof fails !== "string" || fails === "") throw say("does not name the check that catches it");
  if (typeof why !== "string" || why === "") throw say("does not say why a learner writes it");
  return { fails, why, ...(typeof of === "string" ? { of } : {}) };
}
