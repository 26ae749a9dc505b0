import { rename } from "node:fs/promises";
import { join } from "node:path";
import { freeName, stamp } from "./free-name.ts";
import { explainWriteError } from "./prepare.ts";
import { NO_PROGRESS } from "./progress.ts";
import type { Progress } from "./progress-format.ts";
import { writeDurably } from "./write-file.ts";

export interface Damage {
  readonly state: "damaged";
  /** What is wrong with it. */
  readonly what: string;
}

/** The record and the copy before it, where the record is missing or damaged. */
export interface Sources {
  readonly folder: string;
  readonly file: string;
  readonly current: { readonly state: "missing" } | Damage;
  readonly previous: string;
  readonly before: { readonly state: "good"; readonly progress: Progress } | { readonly state: "missing" } | Damage;
}

/** Sets aside what is damaged, goes on from the copy before it or from nothing, and tells of it. */
export async function recover(
  { folder, file, current, previous, before }: Sources,
  notice: (text: string, hint: string) => void,
): Promise<Progress> {
  const kept: string[] = [];
  try {
    if (current.state === "damaged") kept.push(await setAside(folder, file));
    if (before.state === "damaged") kept.push(await setAside(folder, previous));
    if (before.state === "good") await writeDurably(file, serialized(before.progress));
  } catch (error) {
    throw explainWriteError(error, folder);
  }
  const problem = current.state === "damaged" ? `is damaged (${current.what})` : "is missing";
  const outcome = before.state === "good" ? "the copy before it is used" : "it begins anew";
  const where = kept.length > 0 ? `What is damaged lies in ${kept.join(" and ")}; your` : "Your";
  notice(`the record of your progress ${problem}; ${outcome}`, `${where} work itself is not touched.`);
  return before.state === "good" ? before.progress : NO_PROGRESS;
}

/** The text of a record's file. */
export function serialized(progress: Progress): string {
  return `${JSON.stringify(progress, undefined, 2)}\n`;
}

async function setAside(folder: string, file: string): Promise<string> {
  const aside = await freeName(join(folder, `progress.damaged-${stamp(new Date())}`), ".json");
  await rename(file, aside);
  return aside;
}
