import type { Key } from "../../../screen/types.ts";

/** How far what is shown can be scrolled: the largest first line of each part, and the lines of a page. */
export interface Limits {
  readonly text: number;
  readonly checks: number;
  readonly overlay: number;
  readonly page: number;
}

export const NO_LIMITS: Limits = { text: 0, checks: 0, overlay: 0, page: 1 };

/** The first line to show after a key; the same where the key doesn't scroll. */
export function scrolled(top: number, { name }: Key, max: number, page: number): number {
  const from = Math.min(top, max);
  const to = { up: from - 1, k: from - 1, down: from + 1, j: from + 1 }[name];
  const leap = { pageup: from - page, pagedown: from + page, " ": from + page, home: 0, end: max }[name];
  return Math.max(0, Math.min(to ?? leap ?? from, max));
}
