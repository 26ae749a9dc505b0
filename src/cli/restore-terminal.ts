const SHOW_CURSOR = "\u001B[?25h";

/** Leaves the terminal as it was found, whatever was going on: lines instead of keys, and a cursor. */
export function restoreTerminal(): void {
  if (process.stdin.isTTY) process.stdin.setRawMode(false);
  if (process.stderr.isTTY) process.stderr.write(SHOW_CURSOR);
}
