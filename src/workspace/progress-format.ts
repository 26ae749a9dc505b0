import { UserError } from "../core/errors.ts";
import { HINTS_A_STEP } from "../lab/text.ts";

/** What podlab remembers of a learner's work, as it stands in the file. Values never change in place. */
export interface Progress {
  readonly version: 2;
  readonly labs: Readonly<Record<string, LabProgress>>;
}

export interface LabProgress {
  /** By check id. */
  readonly checks: Readonly<Record<string, CheckProgress>>;
  /** How many hints were shown, by step id. */
  readonly hints: Readonly<Record<string, number>>;
  /** The steps (ids) that had not passed yet when their last hint or the solution was shown. */
  readonly helped: readonly string[];
  /** What the learner predicted last, by prediction id. */
  readonly predictions: Readonly<Record<string, Prediction>>;
  /** Time (ms) spent on the lab: see `withActivity`. */
  readonly activeMs: number;
  /** When the learner last did something (ms since the epoch); undefined before that. */
  readonly activeAt: number | undefined;
}

export interface Prediction {
  /** undefined: the learner was asked, and went on without. */
  readonly predicted: number | undefined;
  /** The seed of the session that it was about. */
  readonly seed: number;
}

export interface CheckProgress {
  /** It passed at least once, so its step's solution may be shown. */
  readonly passedOnce: boolean;
  /** It passed when it was last judged; undefined where that says nothing of the files as they are now. */
  readonly trueNow: boolean | undefined;
  /** How often it passed or failed. */
  readonly attempts: number;
  /** When it was last judged (ms since the epoch); undefined where that is not known. */
  readonly lastAt: number | undefined;
}

const VERSION = 2;

/** Reads the text of a progress file. Throws a plain `Error` that names the damage, a `UserError` for a later version. */
export function parseProgress(text: string): Progress {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error("not an object");
  const { version, labs } = value;
  if (typeof version === "number" && version > VERSION)
    throw new UserError(`the record of your progress was written by a later podlab (version ${version})`, {
      hint: "Use that podlab again, or set PODLAB_HOME to another folder.",
    });
  if (version !== 1 && version !== VERSION) throw new Error("it says no version");
  if (!isRecord(labs)) throw new Error("it holds no labs");
  return { version: VERSION, labs: mapRecord(labs, version === 1 ? parseFirstLab : parseLab) };
}

function parseLab(value: unknown, lab: string): LabProgress {
  const { checks, hints, helped, predictions = {}, activeMs, activeAt } = membersOf(value, `lab ${lab}`);
  if (!isRecord(checks) || !isRecord(hints) || !isRecord(predictions)) throw new Error(`lab ${lab}`);
  if (!Array.isArray(helped) || !helped.every((step) => typeof step === "string"))
    throw new Error(`${lab}, steps that were helped with`);
  return {
    checks: mapRecord(checks, (check, id) => parseCheck(check, `${lab}, check ${id}`)),
    hints: mapRecord(hints, (count, step) => parseCount(count, `${lab}, hints of ${step}`)),
    helped,
    predictions: mapRecord(predictions, (one, id) => parsePrediction(one, `${lab}, prediction ${id}`)),
    activeMs: parseCount(activeMs, `${lab}, time spent`),
    activeAt: parseOptional(activeAt, parseCount, `${lab}, last activity`),
  };
}

function parseCheck(value: unknown, where: string): CheckProgress {
  const { passedOnce, trueNow, attempts, lastAt } = membersOf(value, where);
  return {
    passedOnce: parseTruth(passedOnce, where),
    trueNow: parseOptional(trueNow, parseTruth, where),
    attempts: parseCount(attempts, where),
    lastAt: parseOptional(lastAt, parseCount, where),
  };
}

function parsePrediction(value: unknown, where: string): Prediction {
  const { predicted, seed } = membersOf(value, where);
  return { predicted: parseOptional(predicted, parseNumber, where), seed: parseCount(seed, where) };
}

/** The first version knew no times, and called `trueNow` `passesNow`. */
function parseFirstLab(value: unknown, lab: string): LabProgress {
  const { checks, hints } = membersOf(value, `lab ${lab}`);
  if (!isRecord(checks) || !isRecord(hints)) throw new Error(`lab ${lab}`);
  const counts = mapRecord(hints, (count, step) => parseCount(count, `${lab}, hints of ${step}`));
  return {
    checks: mapRecord(checks, (check, id) => parseFirstCheck(check, `${lab}, check ${id}`)),
    hints: counts,
    helped: Object.keys(counts).filter((step) => (counts[step] ?? 0) >= HINTS_A_STEP),
    predictions: {},
    activeMs: 0,
    activeAt: undefined,
  };
}

function parseFirstCheck(value: unknown, where: string): CheckProgress {
  const { passedOnce, passesNow, attempts } = membersOf(value, where);
  return {
    passedOnce: parseTruth(passedOnce, where),
    trueNow: parseTruth(passesNow, where),
    attempts: parseCount(attempts, where),
    lastAt: undefined,
  };
}

function membersOf(value: unknown, where: string): Record<string, unknown> {
  if (!isRecord(value)) throw new Error(where);
  return value;
}

function parseTruth(value: unknown, where: string): boolean {
  if (typeof value !== "boolean") throw new Error(where);
  return value;
}

function parseNumber(value: unknown, where: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new Error(where);
  return value;
}

function parseCount(value: unknown, where: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Error(where);
  return value;
}

function parseOptional<T>(value: unknown, parse: (value: unknown, where: string) => T, where: string): T | undefined {
  return value === undefined ? undefined : parse(value, where);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapRecord<T>(record: Record<string, unknown>, map: (value: unknown, key: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
