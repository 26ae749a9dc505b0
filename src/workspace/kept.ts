import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { stamp } from "./free-name.ts";
import { stateFolder, workspaceFolder } from "./home.ts";
import { codeOf, writeWhole } from "./write-file.ts";

/** Why work was put away: the starter was put back, other work was brought back, the lab's starter changed. */
export type KeptBecause = "reset" | "undo" | "starter";

/** Work that lies beside the learner's folder. */
export interface Kept {
  /** The folder's name: the lab's id and the date, "https-sidecar.2026-03-04T05-06-07". */
  readonly name: string;
  readonly path: string;
  readonly at: Date;
  /** Undefined for what an older podlab put away. */
  readonly because: KeptBecause | undefined;
  /** Names in the folder, sorted. */
  readonly names: readonly string[];
}

/** Names of podlab's own state that belong together: relative to the learner's home, as moves are. */
export const STARTERS = ".podlab/starters";

/** Where the starter lies with which kept work was begun, in a folder named after the lab. */
export function keptStarters(name: string): string {
  return `.podlab/kept/${name}`;
}

/** The work of a lab that was put away and is not back, the latest first. */
export async function keptWork(home: string, lab: string): Promise<Kept[]> {
  const found = (await namesIn(home)).flatMap((name) => {
    const dated = parseName(name, lab);
    return dated ? [{ name, ...dated }] : [];
  });
  found.sort((a, b) => b.at.getTime() - a.at.getTime() || b.number - a.number);
  const all = await Promise.all(
    found.map(async ({ name, at }) => {
      const path = join(home, name);
      return { name, path, at, because: await becauseOf(home, name), names: (await namesIn(path)).toSorted() };
    }),
  );
  // A podlab that was killed may have made a folder and put nothing into it.
  return all.filter(({ names }) => names.length > 0);
}

/** Makes the folder for work that is put away now, named so that it comes after all that was before. Returns its name. */
export async function makeKept(home: string, lab: string, because: KeptBecause, now: Date): Promise<string> {
  const latest = (await namesIn(home))
    .flatMap((name) => parseName(name, lab) ?? [])
    .sort((a, b) => b.at.getTime() - a.at.getTime() || b.number - a.number)[0];
  // The clock may have been set back, and one second is enough for two commands.
  const isLater = latest === undefined || Math.floor(now.getTime() / 1000) * 1000 > latest.at.getTime();
  const name = isLater ? `${lab}.${stamp(now)}` : `${lab}.${stamp(latest.at)}-${latest.number + 1}`;
  await mkdir(join(home, name), { recursive: true });
  await writeWhole(join(stateFolder(home), "kept", name, "about.json"), JSON.stringify({ because }));
  return name;
}

function parseName(name: string, lab: string): { at: Date; number: number } | undefined {
  if (!name.startsWith(`${lab}.`)) return undefined;
  const parts = /^(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)(?:-(\d+))?$/.exec(name.slice(lab.length + 1));
  if (parts === null) return undefined;
  const [, day, hours, minutes, seconds, number = "1"] = parts;
  return { at: new Date(`${day}${hours}:${minutes}:${seconds}Z`), number: Number(number) };
}

async function becauseOf(home: string, name: string): Promise<KeptBecause | undefined> {
  try {
    const about: unknown = JSON.parse(await readFile(join(stateFolder(home), "kept", name, "about.json"), "utf8"));
    if (typeof about !== "object" || about === null || !("because" in about)) return undefined;
    return (["reset", "undo", "starter"] as const).find((known) => known === about.because);
  } catch {
    // It is told to people, and nothing depends on it.
    return undefined;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return [];
    throw error;
  }
}

/** What lies in the learner's folder of a lab. */
export function workNames(home: string, lab: string): Promise<string[]> {
  return namesIn(workspaceFolder(home, lab));
}
