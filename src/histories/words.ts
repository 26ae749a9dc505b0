/** A time on the history's clock: "1.204 s". */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(3)} s`;
}

/** A duration: "35 ms", "1.2 ms"; whole where that loses less than a twentieth. */
export function milliseconds(ms: number): string {
  return `${ms >= 10 ? Math.round(ms) : Number(ms.toFixed(2))} ms`;
}

/** A value as it was given: text in quotation marks. */
export function show(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** " of lock-a", or nothing where the history has but one object. */
export function ofKey(key: string | undefined): string {
  return key === undefined ? "" : ` of ${show(key)}`;
}

/** "once", "twice", "3 times". */
export function times(count: number): string {
  return count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
}
