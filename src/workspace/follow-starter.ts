import { lstat, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Lab } from "../lab/types.ts";
import { workspaceFolder } from "./home.ts";
import { LARGEST_FILE } from "./read.ts";
import { type Replacement, replaceFiles } from "./replace-files.ts";
import { readOldStarter, readStarter, type StarterFile } from "./starter.ts";
import { type Decision, decide, type StarterOutcome, type Versions } from "./three-way.ts";
import { codeOf } from "./write-file.ts";

/** What became of one file of the learner's when the lab's starter had changed. */
export interface StarterChange {
  /** Its path in the learner's folder. */
  readonly file: string;
  readonly outcome: StarterOutcome;
  /** Where the lab's version lies (path in the learner's folder), with "beside". */
  readonly beside?: string;
}

export interface Followed {
  readonly changes: readonly StarterChange[];
  /** Where the learner's files lie as they were before; undefined where none was touched. */
  readonly kept: string | undefined;
}

interface Mine {
  readonly content: Versions["mine"];
  readonly mode: number;
}

const NO_FILE: Mine = { content: undefined, mode: 0 };
const OTHER: Mine = { content: "other", mode: 0 };

/**
 * Where the lab's starter is another than when the learner began, brings its changes to the learner's files: three ways,
 * all or nothing, and `undo` takes them back. Files that are new in the lab are told and not written.
 */
export async function followStarter(lab: Pick<Lab, "id" | "folder">, home: string, now: Date): Promise<Followed> {
  const [old, fresh] = await Promise.all([readOldStarter(home, lab.id), readStarter(lab)]);
  // What an older podlab prepared is the learner's own: nobody knows from what it was made.
  if (old === undefined) return { changes: [], kept: undefined };
  const changes: StarterChange[] = [];
  const replacements: Replacement[] = [];
  for (const file of [...new Set([...old.keys(), ...fresh.keys()])].sort()) {
    const mine = await readMine(workspaceFolder(home, lab.id), file);
    const starter = fresh.get(file);
    const decision = decide({ base: old.get(file)?.content, starter: starter?.content, mine: mine.content });
    if (decision === undefined) continue;
    const replacement = replacementFor(file, decision, mine, starter);
    if (replacement !== undefined) replacements.push(replacement);
    const beside = decision.outcome === "beside" && replacement ? { beside: replacement.file } : {};
    changes.push({ file, outcome: decision.outcome, ...beside });
  }
  const kept = replacements.length > 0 ? await replaceFiles(lab, home, replacements, now) : undefined;
  return { changes, kept };
}

function replacementFor(
  file: string,
  { outcome, content }: Decision,
  mine: Mine,
  starter: StarterFile | undefined,
): Replacement | undefined {
  if (outcome === "removed") return { file, content: undefined, mode: 0 };
  if (outcome === "beside" && starter) return { file: `${file}.new-starter`, ...starter };
  if (content === undefined) return undefined;
  return { file, content, mode: outcome === "taken" && starter ? starter.mode : mine.mode };
}

/** The learner's file, if it is one that podlab would change: no link on the way, no folder, not too large. */
async function readMine(folder: string, file: string): Promise<Mine> {
  const parts = file.split("/");
  try {
    for (const depth of parts.keys()) {
      const path = join(folder, ...parts.slice(0, depth + 1));
      const stats = await lstat(path);
      const isLast = depth === parts.length - 1;
      if (!isLast && stats.isDirectory()) continue;
      if (!isLast || !stats.isFile() || stats.size > LARGEST_FILE) return OTHER;
      return { content: await readFile(path), mode: stats.mode & 0o777 };
    }
    return NO_FILE;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return NO_FILE;
    if (codeOf(error) === "EACCES") return OTHER;
    throw error;
  }
}
