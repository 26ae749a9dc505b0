/** Refuses a number that a formula is not made for; the message names the parameter and what it must be. */
export function demand(holds: boolean, what: string, value: number): void {
  if (!holds) throw new RangeError(`${what}, not ${value}`);
}

/** Refuses all but whole numbers from `least`. */
export function demandWhole(name: string, value: number, least: number): void {
  demand(Number.isSafeInteger(value) && value >= least, `${name} must be a whole number from ${least}`, value);
}

/** Refuses all but 0 to 1. */
export function demandShare(name: string, value: number): void {
  demand(value >= 0 && value <= 1, `${name} must be from 0 to 1`, value);
}

/** Refuses all but what lies strictly between 0 and 1. */
export function demandFalseAlarm(value: number): void {
  demand(value > 0 && value < 1, "falseAlarm must lie between 0 and 1", value);
}
