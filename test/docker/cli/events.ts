import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CliEvent } from "../../../src/cli/output/events.ts";
import { type Ended, ROOT } from "../../support/podlab.ts";

/** The events on standard output. @throws where it holds anything else */
export function eventsOf({ out }: Ended): CliEvent[] {
  if (out !== "" && !out.endsWith("\n")) throw new Error(`the last line is cut off: ${out.slice(-80)}`);
  return out
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as CliEvent);
}

/** Those of one kind. */
export function only<Kind extends CliEvent["event"]>(
  events: readonly CliEvent[],
  kind: Kind,
): Extract<CliEvent, { event: Kind }>[] {
  return events.filter((event): event is Extract<CliEvent, { event: Kind }> => event.event === kind);
}

/** What docs/events.md does not tell of these events: names of events, and "event.member"s. */
export function undocumented(events: readonly CliEvent[]): string[] {
  const documented = documentation();
  const missing = events.flatMap((event) => {
    const members = documented.get(event.event);
    if (members === undefined) return [event.event];
    const own = Object.keys(event).filter((member) => member !== "event" && !members.has(member));
    return own.map((member) => `${event.event}.${member}`);
  });
  return [...new Set(missing)];
}

/** Event to its members: all that stands between back quotes in its row. */
function documentation(): Map<string, Set<string>> {
  const rows = readFileSync(join(ROOT, "docs/events.md"), "utf8").matchAll(/^\| `(\w+)` \| (.*) \|$/gm);
  return new Map(
    [...rows].map(([, event = "", members = ""]) => [
      event,
      new Set([...members.matchAll(/`(\w+)`/g)].map(([, member = ""]) => member)),
    ]),
  );
}
