import { UserError } from "../core/errors.ts";
import type { CheckProgress, LabProgress, Progress } from "./progress.ts";

/** Reads the text of a progress file. Throws a plain `Error` that names the damage, a `UserError` for a later version. */
export function parseProgress(text: string): Progress {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error("not an object");
  const { version, labs } = value;
  if (typeof version === "number" && version > 1)
    throw new UserError(`the record of your progress was written by a later podlab (version ${version})`, {
      hint: "Use that podlab again, or set PODLAB_HOME to another folder.",
    });
  if (version !== 1) throw new Error("it says no version");
  if (!isRecord(labs)) throw new Error("it holds no labs");
  return { version, labs: mapRecord(labs, parseLab) };
}

function parseLab(value: unknown, lab: string): LabProgress {
  if (!isRecord(value) || !isRecord(value["checks"]) || !isRecord(value["hints"])) throw new Error(`lab ${lab}`);
  return {
    checks: mapRecord(value["checks"], (check, id) => parseCheck(check, `${lab}, check ${id}`)),
    hints: mapRecord(value["hints"], (count, step) => parseCount(count, `${lab}, hints of ${step}`)),
  };
}

function parseCheck(value: unknown, where: string): CheckProgress {
  if (!isRecord(value)) throw new Error(where);
  const { passedOnce, passesNow, attempts } = value;
  if (typeof passedOnce !== "boolean" || typeof passesNow !== "boolean") throw new Error(where);
  return { passedOnce, passesNow, attempts: parseCount(attempts, where) };
}

function parseCount(value: unknown, where: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Error(where);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapRecord<T>(record: Record<string, unknown>, map: (value: unknown, key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
