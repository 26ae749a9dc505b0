import { InvalidRequestError } from "./failure.ts";

/** Throws `InvalidRequestError`, naming the place, when a value is not as it should be. */
export type Shape = (value: unknown, place: string) => void;

export const text: Shape = (value, place) => {
  if (typeof value !== "string") throw mismatch(place, "a string", value);
};

export const boolean: Shape = (value, place) => {
  if (typeof value !== "boolean") throw mismatch(place, "true or false", value);
};

export function number(min: number, max: number): Shape {
  return (value, place) => {
    if (typeof value !== "number" || !(value >= min && value <= max)) {
      throw mismatch(place, `a number from ${min} to ${max}`, value);
    }
  };
}

export function integer(min: number, max: number): Shape {
  return (value, place) => {
    if (!Number.isSafeInteger(value)) throw mismatch(place, "a whole number", value);
    number(min, max)(value, place);
  };
}

export function oneOf(...choices: readonly string[]): Shape {
  return (value, place) => {
    if (typeof value !== "string" || !choices.includes(value)) throw mismatch(place, choices.join(" or "), value);
  };
}

export function listOf(item: Shape, maxLength: number): Shape {
  return (value, place) => {
    if (!Array.isArray(value)) throw mismatch(place, "a list", value);
    if (value.length > maxLength) throw new InvalidRequestError(`${place}: more than ${maxLength} entries`);
    for (const [index, entry] of value.entries()) item(entry, `${place}[${index}]`);
  };
}

export function recordOf(item: Shape): Shape {
  return (value, place) => {
    for (const [name, entry] of Object.entries(asObject(value, place))) item(entry, `${place}.${name}`);
  };
}

/** Members that are not named are ignored; a name with "?" may be absent. */
export function object(members: Readonly<Record<string, Shape>>): Shape {
  return (value, place) => {
    const given = asObject(value, place);
    for (const [key, shape] of Object.entries(members)) {
      const name = key.replace(/\?$/, "");
      if (given[name] === undefined && key.endsWith("?")) continue;
      shape(given[name], place === "" ? name : `${place}.${name}`);
    }
  };
}

/** Chooses by the first of these members that the value has. */
export function either(choices: Readonly<Record<string, Shape>>): Shape {
  return (value, place) => {
    const given = asObject(value, place);
    const name = Object.keys(choices).find((choice) => choice in given);
    const shape = name === undefined ? undefined : choices[name];
    if (name === undefined || shape === undefined) {
      throw mismatch(place, `an object with ${Object.keys(choices).join(" or ")}`, value);
    }
    shape(given[name], `${place}.${name}`);
  };
}

export function asObject(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw mismatch(place, "an object", value);
  return Object.fromEntries(Object.entries(value));
}

function mismatch(place: string, expected: string, value: unknown): InvalidRequestError {
  const seen = value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value).slice(0, 80);
  return new InvalidRequestError(`${place || "request"}: expected ${expected}, got ${seen}`);
}
