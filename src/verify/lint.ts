import { join } from "node:path";
import { messageOf } from "../core/errors.ts";
import { dockerfileOf } from "../engine/context.ts";
import { labImage } from "../engine/image-contexts.ts";
import type { PackageRoot } from "../engine/images.ts";
import { HINTS_A_STEP, type LabText, readLabText } from "../lab/text.ts";
import type { Lab, ServiceDefinition } from "../lab/types.ts";
import { readPromise } from "./candidate.ts";
import { readTree, subfolders } from "./tree.ts";

/** Something that an author has to mend: what is wrong, and what to do. */
export interface Problem {
  readonly where: string;
  readonly what: string;
}

/** Fewer mutants leave checks unproven. */
const LEAST_MUTANTS = 6;
const CHECK_ID = /^[a-z][a-z0-9-]*$/;

/** What can be judged of a lab without running it; empty when it is in order. */
export async function lintLab(lab: Lab, root: PackageRoot): Promise<Problem[]> {
  const parts = await Promise.all([
    textProblems(lab),
    imageProblems(lab, root),
    fileProblems(lab),
    mutantProblems(lab),
  ]);
  return [...checkProblems(lab), ...predictionProblems(lab), ...parts.flat()];
}

function checkProblems(lab: Lab): Problem[] {
  const problems: Problem[] = [];
  const seen: string[] = [];
  for (const { id, points, checks } of lab.steps) {
    if (!(points > 0)) problems.push({ where: `step ${id}`, what: "is worth no points" });
    if (checks.length === 0) problems.push({ where: `step ${id}`, what: "has no checks" });
    for (const check of checks) {
      const where = `check ${check.id}`;
      if (!CHECK_ID.test(check.id)) problems.push({ where, what: "its id must be words of a to z joined by -" });
      if (check.title === "") problems.push({ where, what: "has no title for the learner" });
      if (seen.includes(check.id)) problems.push({ where, what: "there are two of this id" });
      const late = check.needs.find((needed) => !seen.includes(needed));
      if (late !== undefined) problems.push({ where, what: `needs ${late}, which does not come before it` });
      seen.push(check.id);
    }
  }
  return problems;
}

/** That it is measured only a run can show: `podlab lab verify`. */
function predictionProblems(lab: Lab): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const { id: step, prediction, checks } of lab.steps) {
    if (prediction === undefined) continue;
    const where = `prediction ${prediction.id}`;
    if (!CHECK_ID.test(prediction.id)) problems.push({ where, what: "its id must be words of a to z joined by -" });
    if (seen.has(prediction.id)) problems.push({ where, what: "there are two of this id" });
    if (!prediction.question.trim().endsWith("?")) problems.push({ where, what: "its question is none" });
    if (!checks.some(({ id }) => id === prediction.check))
      problems.push({ where, what: `names the check ${prediction.check}, which the step ${step} does not have` });
    seen.add(prediction.id);
  }
  return problems;
}

async function textProblems(lab: Lab): Promise<Problem[]> {
  let text: LabText;
  try {
    text = await readLabText(lab);
  } catch (error) {
    return [{ where: "README.md", what: messageOf(error) }];
  }
  const problems: Problem[] = [];
  const say = (what: string) => problems.push({ where: "README.md", what });
  if (text.title === "") say("has no first-level heading");
  if (text.topology === "") say("has no drawing of the lab (a fenced block) before the first step");
  const headings = text.steps.map(({ id }) => id).join(", ");
  const steps = lab.steps.map(({ id }) => id).join(", ");
  if (headings !== steps) say(`its second-level headings are ${headings || "missing"}; the lab's steps are ${steps}`);
  for (const { id, hints } of text.steps) {
    if (hints.length !== HINTS_A_STEP) say(`the step ${id} has ${hints.length} hints; each step has ${HINTS_A_STEP}`);
    if (hints.some((hint) => hint === "")) say(`the step ${id} has an empty hint`);
  }
  return problems;
}

async function imageProblems(lab: Lab, root: PackageRoot): Promise<Problem[]> {
  const folders = { lab: lab.id, dockerFolder: lab.dockerFolder, root };
  const found = services(lab).map(async ([name, { image }]): Promise<Problem[]> => {
    const where = `service ${name}`;
    try {
      const { context, target } = await labImage(image, folders);
      if (target === undefined || stagesOf(dockerfileOf(context)).has(target)) return [];
      return [{ where, what: `the Dockerfile has no build target ${target}` }];
    } catch (error) {
      return [{ where, what: messageOf(error) }];
    }
  });
  return (await Promise.all(found)).flat();
}

function stagesOf(dockerfile: string): Set<string | undefined> {
  return new Set([...dockerfile.matchAll(/^FROM .+ AS (\S+)$/gim)].map((match) => match[1]));
}

async function fileProblems(lab: Lab): Promise<Problem[]> {
  const problems: Problem[] = [];
  const listed = services(lab).flatMap(([, { files }]) => files ?? []);
  const known = new Set(listed.map((path) => path.replace(/\?$/, "")));
  const [starter, solution] = await Promise.all(
    ["starter", "solution"].map((name) => readTree(join(lab.folder, name))),
  );
  for (const path of listed) {
    if (!path.endsWith("?") && starter?.has(path) !== true)
      problems.push({ where: "starter", what: `${path} is missing` });
  }
  const sets = ["starter", "solution", ...(await nested(lab, "solutions")), ...(await nested(lab, "mutants"))];
  for (const set of sets) {
    for (const path of (await readTree(join(lab.folder, set))).keys()) {
      if (path === "mutant.json" || known.has(path)) continue;
      problems.push({ where: set, what: `no service takes the file ${path}` });
    }
  }
  const differs = [...(solution ?? [])].some(
    ([path, content]) => known.has(path) && !Buffer.from(content).equals(starter?.get(path) ?? Buffer.alloc(0)),
  );
  if (!differs) problems.push({ where: "starter", what: "is the solution already" });
  return problems;
}

async function mutantProblems(lab: Lab): Promise<Problem[]> {
  const problems: Problem[] = [];
  const mutants = await subfolders(join(lab.folder, "mutants"));
  if (mutants.length < LEAST_MUTANTS)
    problems.push({ where: "mutants", what: `there are ${mutants.length}; a lab has at least ${LEAST_MUTANTS}` });
  const checks = lab.steps.flatMap((step) => step.checks.map(({ id }) => id));
  const caught = new Set<string>();
  for (const mutant of mutants) {
    try {
      const { fails } = await readPromise(lab, mutant);
      caught.add(fails);
      if (!checks.includes(fails))
        problems.push({ where: `mutants/${mutant}`, what: `names the check ${fails}, which the lab does not have` });
    } catch (error) {
      problems.push({ where: `mutants/${mutant}`, what: messageOf(error) });
    }
  }
  for (const id of checks.filter((check) => !caught.has(check))) {
    problems.push({ where: `check ${id}`, what: "no mutant proves that it can fail" });
  }
  return problems;
}

function services(lab: Lab): [string, ServiceDefinition][] {
  return Object.values(lab.pods).flatMap((pod) => Object.entries(pod));
}

async function nested(lab: Lab, folder: string): Promise<string[]> {
  return (await subfolders(join(lab.folder, folder))).map((name) => `${folder}/${name}`);
}
