import { mkdir, readFile, rename, rm, rmdir } from "node:fs/promises";
import { join } from "node:path";
import { isThere } from "./free-name.ts";
import { stateFolder } from "./home.ts";
import { codeOf, writeDurably } from "./write-file.ts";

/** Entries of one folder that go into another. Folders are relative to the learner's home. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly names: readonly string[];
}

/**
 * Moves all of it or nothing: where one fails, the others are taken back; where podlab is killed, `finishMoves` does what
 * is left. A name that is not there, or is in its place already, is passed over.
 */
export async function moveAll(home: string, lab: string, moves: readonly Move[]): Promise<void> {
  const plan = planFile(home, lab);
  await mkdir(join(stateFolder(home), "moves"), { recursive: true });
  await writeDurably(plan, JSON.stringify({ moves }));
  try {
    await carryOut(home, moves);
  } catch (error) {
    await carryOut(home, moves.map(turned).reverse());
    throw error;
  } finally {
    await rm(plan, { force: true });
  }
}

/** Ends what a podlab began that was killed in the middle of its moves. */
export async function finishMoves(home: string, lab: string): Promise<void> {
  const plan = planFile(home, lab);
  const text = await readFile(plan, "utf8").catch((error: unknown) => {
    if (codeOf(error) !== "ENOENT") throw error;
  });
  if (text === undefined) return;
  const { moves } = JSON.parse(text) as { moves: Move[] };
  await carryOut(home, moves);
  await rm(plan, { force: true });
}

function planFile(home: string, lab: string): string {
  return join(stateFolder(home), "moves", `${lab}.json`);
}

async function carryOut(home: string, moves: readonly Move[]): Promise<void> {
  for (const { from, to, names } of moves) {
    await mkdir(join(home, to), { recursive: true });
    for (const name of names) await moveOne(join(home, from, name), join(home, to, name));
  }
}

async function moveOne(from: string, to: string): Promise<void> {
  if ((await isThere(from)) && !(await isThere(to))) await rename(from, to);
}

function turned({ from, to, names }: Move): Move {
  return { from: to, to: from, names };
}

/** Removes a folder that is empty; any other stays. */
export async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    if (!["ENOENT", "ENOTEMPTY", "EEXIST"].includes(codeOf(error))) throw error;
  }
}
