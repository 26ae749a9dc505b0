import type { Key } from "../../../screen/types.ts";

/** The entry of a menu that a key leads to (from 0); the same where it leads to none. Digits name the first nine. */
export function selectedAfter(selected: number, { name }: Key, count: number): number {
  if (count === 0) return 0;
  if (/^[1-9]$/.test(name) && Number(name) <= count) return Number(name) - 1;
  if (name === "up" || name === "k") return (selected - 1 + count) % count;
  if (name === "down" || name === "j" || name === "tab") return (selected + 1) % count;
  if (name === "home") return 0;
  return name === "end" ? count - 1 : Math.min(selected, count - 1);
}

/** Enter takes the selected entry; a digit selects and takes at once. */
export function takes({ name }: Key, count: number): boolean {
  return name === "enter" || (/^[1-9]$/.test(name) && Number(name) <= count);
}
