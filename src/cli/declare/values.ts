import { InvalidArgumentError } from "commander";

/** A whole number of 1 or more. */
export function count(text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < 1) throw new InvalidArgumentError("It is a whole number of 1 or more.");
  return Number(text);
}

/** A whole number from 0 to 2^31 - 1. */
export function seed(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2 ** 31 - 1)
    throw new InvalidArgumentError("It is a whole number from 0 to 2147483647.");
  return Number(text);
}
