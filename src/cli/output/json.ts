import type { CliEmit } from "./events.ts";

/** Newline-delimited events, as docs/events.md says. */
export function jsonOutput(write: (text: string) => void): CliEmit {
  return (event) => write(`${JSON.stringify(event)}\n`);
}
