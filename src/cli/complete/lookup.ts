import { readdir, readFile, realpath } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Candidate } from "./wanted.ts";

/** Where things are looked up. All of it is quick, or not there: completion that is waited for is worse than none. */
export interface Places {
  /** podlab's package folder. */
  readonly root: string;
  /** Further folders of labs. */
  readonly labFolders: readonly string[];
  /** The learner's home. */
  readonly home: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The lab that the words name. */
  readonly lab?: string;
}

/** What there is of a kind: "lab", "service", … Nothing where the kind is not one that podlab knows. */
export async function lookUp(kind: string, places: Places): Promise<Candidate[]> {
  switch (kind) {
    case "lab":
      return labs(places);
    case "service":
      return running(places, "member");
    case "pod":
      return running(places, "infra");
    case "step":
      return steps(places);
    case "check":
      return checks(places);
    case "candidates":
      return candidates(places);
    default:
      return [];
  }
}

/** Folders with a lab.ts, each with the title that its text begins with. */
async function labs(places: Places): Promise<Candidate[]> {
  const found = await Promise.all(
    foldersOf(places).map(async (parent) => {
      const names = await subfolders(parent);
      const files = await Promise.all(names.map((name) => readdir(join(parent, name)).catch((): string[] => [])));
      return names.filter((_, index) => files[index]?.includes("lab.ts")).map((name) => ({ parent, name }));
    }),
  );
  return Promise.all(
    found.flat().map(async ({ parent, name }) => {
      const title = /^# (.+)$/m.exec(await textOf(join(parent, name)))?.[1];
      return { value: name, ...(title !== undefined && { description: title }) };
    }),
  );
}

/** A step's id is the slug of its heading, which the linter demands. */
async function steps(places: Places): Promise<Candidate[]> {
  const folder = await labFolder(places);
  if (folder === undefined) return [];
  const { parseLabText } = await import("../../lab/text.ts");
  return parseLabText(await textOf(folder)).steps.map(({ id, title }) => ({ value: id, description: title }));
}

/** Loads the lab: nothing else knows all its checks. */
async function checks(places: Places): Promise<Candidate[]> {
  const lab = await labOf(places);
  if (lab === undefined) return [];
  const { loadOne } = await import("../../lab/load.ts");
  const { root, labFolders: extra } = places;
  const loaded = await loadOne({ root, extra }, lab);
  return loaded.steps.flatMap((step) => step.checks.map(({ id, title }) => ({ value: id, description: title })));
}

/** What `podlab lab verify` judges. */
async function candidates(places: Places): Promise<Candidate[]> {
  const folder = await labFolder(places);
  if (folder === undefined) return [];
  const [solutions, mutants] = await Promise.all(
    ["solutions", "mutants"].map((name) => subfolders(join(folder, name))),
  );
  return ["starter", "solution", ...(solutions ?? []), ...(mutants ?? [])].map((value) => ({ value }));
}

/** Of the lab that is meant what runs, or of all that run where none is meant: the engine's labels say it. */
async function running(places: Places, role: "member" | "infra"): Promise<Candidate[]> {
  const { runningServices } = await import("./running.ts");
  const lab = await namedLab(places);
  const services = (await runningServices(places)).filter((one) => one.role === role);
  return services.filter((one) => lab === undefined || one.lab === lab).map(({ service }) => ({ value: service }));
}

/** The lab that is meant: named, or the folder's. */
async function namedLab({ lab, home, cwd }: Places): Promise<string | undefined> {
  if (lab !== undefined) return lab;
  const [from, here] = await Promise.all([realpath(home).catch(() => home), realpath(cwd).catch(() => cwd)]);
  const [first = ""] = relative(from, here).split(sep);
  return first === "" || first.startsWith(".") ? undefined : first.replace(/\..*$/, "");
}

/** The same, else the only one that runs. */
async function labOf(places: Places): Promise<string | undefined> {
  const named = await namedLab(places);
  if (named !== undefined) return named;
  const { runningServices } = await import("./running.ts");
  const labs = new Set((await runningServices(places)).map(({ lab }) => lab));
  return labs.size === 1 ? [...labs][0] : undefined;
}

async function labFolder(places: Places): Promise<string | undefined> {
  const lab = await labOf(places);
  if (lab === undefined) return undefined;
  const parents = await Promise.all(
    foldersOf(places).map(async (parent) => ((await subfolders(parent)).includes(lab) ? [join(parent, lab)] : [])),
  );
  return parents.flat()[0];
}

function foldersOf({ root, labFolders }: Places): string[] {
  return [join(root, "labs"), ...labFolders];
}

function textOf(folder: string): Promise<string> {
  return readFile(join(folder, "README.md"), "utf8").catch(() => "");
}

async function subfolders(parent: string): Promise<string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
