/** What a learner's answer is about, as far as writing it takes. */
export interface Asked {
  /** What stands after the number: "%", "users", "ms"; "" for nothing. */
  readonly unit: string;
}

export type Answered =
  | { readonly answer: "number"; readonly value: number }
  /** Nothing was typed: the learner goes on without. */
  | { readonly answer: "skipped" }
  | { readonly answer: "unreadable"; readonly why: string };

const PERCENT = "%";

/** Reads what a learner typed: "75", "75 %", "1 000 users", "27,5". */
export function readAnswer(text: string, { unit }: Asked): Answered {
  const typed = text.trim();
  if (typed === "") return { answer: "skipped" };
  const without =
    unit !== "" && typed.toLowerCase().endsWith(unit.toLowerCase()) ? typed.slice(0, -unit.length) : typed;
  const digits = without
    .replace(/[\s_']/g, "")
    .replace(/,(?=\d{3}(?:\D|$))/g, "")
    .replace(",", ".");
  const value = Number(digits);
  if (!/^\d+(?:\.\d+)?$/.test(digits) || !Number.isFinite(value))
    return { answer: "unreadable", why: `"${typed}" is no number` };
  if (unit === PERCENT && value > 100) return { answer: "unreadable", why: `${value} % is more than all` };
  return { answer: "number", value };
}

/** "27 %", "300 users", "0.4 ms": at most one decimal, which no guess needs more of. */
export function amount(value: number, { unit }: Asked): string {
  const [whole = "", decimal] = String(Math.round(value * 10) / 10).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, " ");
  const number = decimal === undefined ? grouped : `${grouped}.${decimal}`;
  return unit === "" ? number : `${number} ${unit}`;
}

/** Both side by side, and no word about which is better. */
export function sideBySide(predicted: number, measured: number, asked: Asked): string {
  return `you said ${amount(predicted, asked)}, measured ${amount(measured, asked)}`;
}
