import { createHash } from "node:crypto";
import { messageOf } from "../core/errors.ts";
import { Refusal } from "./intake/refusal.ts";
import type { Learner, Manifest } from "./types.ts";

export const MANIFEST = "manifest.json";
/** A learner's id: what class rosters hold, and what is safe in a file's name. */
export const LEARNER_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const LONGEST_NAME = 100;
const LONGEST_LIST = 200;

export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * Reads a manifest, of which nothing is trusted: every member is looked at, what is not known is dropped.
 *
 * @throws Refusal "bad-manifest"
 */
export function parseManifest(content: Uint8Array): Manifest {
  const value = readObject(content);
  if (value["format"] !== 1) throw bad(`its format is ${JSON.stringify(value["format"]) ?? "missing"}, not 1`);
  return {
    format: 1,
    lab: text(value, "lab", /^[a-z][a-z0-9-]{0,40}$/),
    labHash: text(value, "labHash", /^[0-9a-f]{64}$/),
    learner: parseLearner(value["learner"]),
    files: parseFiles(value["files"]),
    podlab: text(value, "podlab", /^[0-9A-Za-z.+-]{1,40}$/),
    passedOnce: parseIds(value["passedOnce"]),
    hintsUsed: parseCount(value["hintsUsed"]),
  };
}

function readObject(content: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    // An editor or an LMS may have put a byte order mark before it.
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch (cause) {
    throw new Refusal("bad-manifest", `its ${MANIFEST} is no JSON: ${messageOf(cause).slice(0, 100)}`, { cause });
  }
  if (!isRecord(value)) throw bad("it is no object");
  return value;
}

function parseLearner(value: unknown): Learner {
  if (!isRecord(value)) throw bad("it names no learner");
  const name = value["name"];
  if (typeof name !== "string" || name.length > LONGEST_NAME) throw bad("the learner's name is missing or too long");
  return { id: text(value, "id", LEARNER_ID), name };
}

function parseFiles(value: unknown): Record<string, string> {
  if (!isRecord(value)) throw bad("it lists no files");
  const files = Object.entries(value);
  if (files.length > LONGEST_LIST) throw bad("it lists too many files");
  for (const [, hash] of files)
    if (typeof hash !== "string" || !/^[0-9a-f]{64}$/.test(hash)) throw bad("a file's hash is none");
  // Without a prototype: a file may be called "__proto__".
  return Object.assign(Object.create(null), Object.fromEntries(files));
}

function parseIds(value: unknown): string[] {
  const ids = Array.isArray(value) ? value : undefined;
  if (ids === undefined || ids.length > LONGEST_LIST || !ids.every(isId)) throw bad("passedOnce is no list of checks");
  return ids;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && /^[a-z][a-z0-9-]{0,80}$/.test(value);
}

function parseCount(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw bad("hintsUsed is no number");
  return value;
}

function text(record: Record<string, unknown>, member: string, shape: RegExp): string {
  const value = record[member];
  if (typeof value === "string" && shape.test(value)) return value;
  throw bad(`its "${member}" is missing or not of the right shape`);
}

function bad(what: string): Refusal {
  return new Refusal("bad-manifest", `${MANIFEST}: ${what}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
