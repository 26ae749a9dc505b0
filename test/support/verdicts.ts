import type { CliEvent } from "../../src/cli/output/events.ts";
import type { Verdict } from "../../src/core/verdict.ts";
import type { Ended } from "./podlab.ts";

/** Check ids to verdicts, of a run with --json. */
export function verdictsOf({ events }: Ended): Record<string, Verdict> {
  return Object.fromEntries(
    events.flatMap((event) => (event.event === "verdict" ? [[event.check, event.verdict]] : [])),
  );
}

/** The numbers of a run's last summary. */
export function summaryOf({ events }: Ended): Extract<CliEvent, { event: "summary" }> | undefined {
  return events.findLast((event) => event.event === "summary");
}

/** The last event of a command that could not do what it was asked. */
export function errorOf({ events }: Ended): Extract<CliEvent, { event: "error" }> | undefined {
  return events.findLast((event) => event.event === "error");
}

/** All notices and their hints, one under the other. */
export function noticesOf({ events }: Ended): string {
  return events.flatMap((event) => (event.event === "notice" ? [event.text, event.hint ?? ""] : [])).join("\n");
}
