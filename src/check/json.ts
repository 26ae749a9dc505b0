import { BrokenError } from "./failure.ts";
import { excerpt } from "./words.ts";

/** The members of a JSON object; none where it is no object: for what a learner's program says. */
export function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** A number in what a provided service says of itself; broken where there is none. */
export function numberIn(value: unknown, name: string): number {
  const found = members(value)[name];
  if (typeof found === "number") return found;
  throw new BrokenError(`a service's record holds no number "${name}": ${excerpt(JSON.stringify(value) ?? "")}`);
}

/** The objects of a list that a provided service keeps; broken where it is no list. */
export function recordsIn(value: unknown): Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.map(members);
  throw new BrokenError(`a service's record is no list: ${excerpt(JSON.stringify(value) ?? "")}`);
}
