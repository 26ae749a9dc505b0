import { readFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { learnerHome } from "../../workspace/home.ts";
import { packageRoot } from "../package-root.ts";
import { lookUp } from "./lookup.ts";
import type { Table } from "./table.ts";
import { type Candidate, wantedAt } from "./wanted.ts";

/** Placeholders of the help that the shell itself completes. */
const OF_THE_SHELL: Readonly<Record<string, "files" | "dirs">> = {
  file: "files",
  csv: "files",
  paths: "files",
  dir: "dirs",
  report: "dirs",
  before: "dirs",
  after: "dirs",
};

/**
 * `podlab __complete WORDS`, which the shells' scripts call: one candidate a line, with a tab and its description, or
 * a tab and "files" or "dirs" for what the shell knows better. Nothing goes wrong here: there is then nothing to offer.
 */
export async function complete(words: readonly string[]): Promise<string> {
  if (words[0] === "--table") return `${JSON.stringify(await freshTable())}\n`;
  const wanted = wantedAt(await readTable(), words);
  const { kind = "", prefix, before, lab } = wanted;
  const own = OF_THE_SHELL[kind];
  const { env } = process;
  const folders = [...wanted.labFolders, ...(env["PODLAB_LABS"] ?? "").split(delimiter)].filter(Boolean);
  const places = {
    root: packageRoot(import.meta.dirname),
    labFolders: folders.map((folder) => resolve(folder)),
    home: learnerHome(env),
    cwd: process.cwd(),
    env,
    ...(lab !== undefined && { lab }),
  };
  const found = [...wanted.fixed, ...(await lookUp(kind, places).catch(() => []))];
  return found
    .filter(({ value }) => value.startsWith(prefix))
    .map((candidate) => lineOf(before, candidate))
    .concat(own === undefined ? [] : `\t${own}\n`)
    .join("");
}

function lineOf(before: string, { value, description }: Candidate): string {
  return `${before}${value}${description === undefined ? "" : `\t${description}`}\n`;
}

/** The build writes the table down beside the bundle: commander itself takes as long to load as Node does. */
async function readTable(): Promise<Table> {
  let text: string;
  try {
    text = readFileSync(join(import.meta.dirname, "complete.json"), "utf8");
  } catch {
    return freshTable();
  }
  return JSON.parse(text);
}

async function freshTable(): Promise<Table> {
  const [{ tableOf }, { buildProgram }] = await Promise.all([import("./table.ts"), import("../program.ts")]);
  const nothing = () => undefined;
  return tableOf(buildProgram({ signal: AbortSignal.abort(), interrupt: nothing, finished: nothing }));
}
