import type { Chaos, Faults } from "../check/types.ts";
import { UserError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import type { Lab } from "../lab/types.ts";
import { FAULT_USAGE } from "./usage.ts";

/** A fault as a person writes it after `podlab fault`. */
export interface FaultCommand {
  readonly act: (faults: Faults) => Promise<unknown>;
}

const STOP_GRACE_MS = 5_000;
const CHAOS_MODE = /^(ok|error|hang|slow:\d{1,6})$/;

/**
 * Reads the words after `podlab fault`, all but "heal".
 *
 * @throws UserError that names the wrong word and shows the form
 */
export function parseFault(words: readonly string[], lab: Pick<Lab, "id" | "pods">): FaultCommand {
  const [kind = "", ...rest] = words;
  const form = FAULT_USAGE.find(([usage]) => usage.split(" ")[0] === kind)?.[0];
  if (form === undefined) throw unknownKind(kind);
  const wanted = form.split(" ").length - 1;
  if (rest.length !== wanted) throw usage(`${kind} takes ${wanted === 1 ? "one word" : `${wanted} words`} more`, form);
  const [first = "", second = "", third = ""] = rest;
  const service = () => known(first, servicesOf(lab), "service", lab.id);
  const pod = (name: string) => known(name, Object.keys(lab.pods), "pod", lab.id);
  switch (kind) {
    case "kill":
    case "start":
    case "pause":
    case "unpause":
    case "crash":
      return bind(service(), (name) => (faults) => faults[kind](name));
    case "stop":
      return bind(service(), (name) => (faults) => faults.stop(name, { graceMs: STOP_GRACE_MS }));
    case "chaos":
      return bind(
        [service(), chaosMode(second, form)] as const,
        ([name, mode]) =>
          (faults) =>
            mode === "ok" ? faults.calm(name) : faults.chaos(name, { mode }),
      );
    case "partition":
      return bind(
        [pod(first), pod(second)] as const,
        ([a, b]) =>
          (faults) =>
            faults.partition(a, b),
      );
    case "isolate":
      return bind(pod(first), (name) => (faults) => faults.isolate(name));
    case "refuse":
      return bind(
        [pod(first), number(second, 1, 65_535, form)] as const,
        ([name, port]) =>
          (faults) =>
            faults.refuse(name, port),
      );
    case "loss":
      return bind(
        [pod(first), number(second, 0, 1, form)] as const,
        ([name, share]) =>
          (faults) =>
            faults.loss(name, share),
      );
    default:
      return bind(
        [pod(first), number(second, 1, 65_535, form), number(third, 0, 60_000, form)] as const,
        ([name, port, ms]) =>
          (faults) =>
            faults.slow(name, port, ms),
      );
  }
}

/** "10s", "500ms" or "2m" in ms. */
export function parseDuration(text: string): number {
  const match = /^(\d{1,6})(ms|s|m)$/.exec(text);
  if (match === null) throw new UserError(`"${text}" is no time`, { hint: "Write it as 500ms, 10s or 2m." });
  return Number(match[1]) * { ms: 1, s: 1_000, m: 60_000 }[match[2] as "ms" | "s" | "m"];
}

/** The words are read before anything is done: what is wrong with them is told first. */
function bind<T>(value: T, act: (value: T) => FaultCommand["act"]): FaultCommand {
  return { act: act(value) };
}

function chaosMode(mode: string, form: string): Chaos["mode"] | "ok" {
  if (!CHAOS_MODE.test(mode)) throw usage(`${mode} is no chaos mode: ok, error, hang or slow:MS`, form);
  return mode as Chaos["mode"] | "ok";
}

function number(text: string, low: number, high: number, form: string): number {
  const value = Number(text);
  if (text === "" || !(value >= low && value <= high)) throw usage(`${text} is no number from ${low} to ${high}`, form);
  return value;
}

function known(name: string, names: readonly string[], what: string, lab: string): string {
  if (names.includes(name)) return name;
  const near = nearest(name, names);
  throw new UserError(`${lab} has no ${what} ${name}`, {
    hint: near === undefined ? `Its ${what}s: ${names.join(", ")}` : `Did you mean ${near}?`,
  });
}

function servicesOf(lab: Pick<Lab, "pods">): string[] {
  return Object.values(lab.pods).flatMap((pod) => Object.keys(pod));
}

function unknownKind(kind: string): UserError {
  const kinds = FAULT_USAGE.map(([form]) => form.split(" ")[0] ?? "");
  const near = nearest(kind, kinds);
  return new UserError(kind === "" ? "which fault?" : `there is no fault ${kind}`, {
    hint: near === undefined ? `There are: ${kinds.join(", ")}.` : `Did you mean ${near}?`,
  });
}

function usage(what: string, form: string): UserError {
  return new UserError(what, { hint: `podlab fault ${form}` });
}
