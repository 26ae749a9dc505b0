import type { CheckContext, CheckDefinition } from "../check/types.ts";
import type { ImageSource } from "../core/image-source.ts";
import type { EntryPort, LabDefinition, PredictionDefinition, Ready, StepDefinition } from "./types.ts";

/** A lab, as `lab.ts` exports it by default. It only gives the value its type; `podlab lab lint` judges it. */
export function defineLab(definition: LabDefinition): LabDefinition {
  return definition;
}

/** A step: `id` is the slug of its second-level heading in the lab's README.md. */
export function step(id: string, { prediction, ...rest }: StepOptions): StepDefinition {
  if (prediction === undefined) return { id, ...rest };
  return { id, ...rest, prediction: { ...prediction, check: prediction.check.id } };
}

export interface StepOptions extends Omit<StepDefinition, "id" | "prediction"> {
  readonly prediction?: Omit<PredictionDefinition, "check"> & { readonly check: CheckDefinition };
}

export interface CheckOptions {
  /** Checks that must have passed before this one makes sense. */
  readonly needs?: readonly CheckDefinition[];
  /** ms; 60 000 unless told. */
  readonly timeoutMs?: number;
  /** Its verdict rests on how fast things are, so that others' load would disturb it. */
  readonly timing?: boolean;
}

/** A check: a stable id for programs and mutants, a title for learners, and the judgement. */
export function check(
  id: string,
  title: string,
  run: (context: CheckContext) => Promise<void>,
  options: CheckOptions = {},
): CheckDefinition {
  const needs = (options.needs ?? []).map((needed) => needed.id);
  return { id, title, run, needs, timeoutMs: options.timeoutMs ?? 60_000, timing: options.timing ?? false };
}

/** Ready when a GET of the path answers 200 to 399. */
export function http(port: number, path = "/"): Ready {
  return { kind: "http", port, path };
}

/** The same over TLS; the certificate is not judged. */
export function https(port: number, path = "/"): Ready {
  return { kind: "https", port, path };
}

/** Ready when the port takes a connection. */
export function tcp(port: number): Ready {
  return { kind: "tcp", port };
}

/** Ready when the container has written a line that includes the text. */
export function line(text: string): Ready {
  return { kind: "line", text };
}

/** A port of the pod that the learner's own curl or browser reaches on 127.0.0.1. */
export function entry(scheme: EntryPort["scheme"], port: number, path = "/"): EntryPort {
  return { scheme, port, path };
}

/** A program of the lab's docker folder ("store.mjs"), run by Node beside docker/shared (`../shared/`). */
export function provided(program: string): ImageSource {
  return { kind: "provided", program };
}

/**
 * A component that all labs share, by its folder in docker/components: "etcd", "nats", "proxy"; or "program" with the
 * name of the learner's file that it runs where there is no run.sh.
 */
export function component(name: string, program?: string): ImageSource {
  return { kind: "component", component: name, ...(program !== undefined && { program }) };
}
