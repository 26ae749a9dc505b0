import { lstat } from "node:fs/promises";
import { codeOf } from "./write-file.ts";

/** The time as it stands in names of what is kept: 2026-03-04T05-06-07, UTC. */
export function stamp(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(":", "-");
}

/** `base` + `end` where nothing has that name yet, else with -2, -3, … between them: what is kept hides nothing else. */
export async function freeName(base: string, end = ""): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `${base}${number === 1 ? "" : `-${number}`}${end}`;
    if (!(await isThere(name))) return name;
  }
}

/** Whether anything has this name, a link that leads nowhere included. */
export async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return false;
    throw error;
  }
}
