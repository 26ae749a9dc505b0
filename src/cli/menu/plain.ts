import { nearest } from "../../core/nearest.ts";
import { askLine } from "../ask.ts";
import type { Cli } from "../cli.ts";
import { type Choice, matching, type Row } from "./rows.ts";

/** Asks by a line what to start: for screen readers, and terminals where nothing can move. */
export async function askPlainly(cli: Cli, rows: readonly Row[], at: string | undefined): Promise<Choice> {
  const enter = at === undefined ? "Enter" : `Enter begins ${at}, q`;
  for (;;) {
    const typed = await askLine(cli, `Which lab? Id or words of its title. ${enter} leaves: `);
    if (typed === undefined || typed === "q" || typed === "quit") return "quit";
    if (typed === "") return at === undefined ? "quit" : { start: at };
    const found = labsLike(rows, typed);
    const [only] = found;
    if (only !== undefined && found.length === 1) return { start: only };
    const all = labsLike(rows, "");
    const near = nearest(typed, all);
    const several = `several have "${typed}": ${found.join(", ")}`;
    const none = `no lab has "${typed}" in its id, title or chapter${near === undefined ? "" : `; did you mean ${near}?`}`;
    cli.emit({ event: "notice", level: "info", text: found.length > 1 ? several : none });
  }
}

/** The lab of this id alone, else all that have the words. */
function labsLike(rows: readonly Row[], typed: string): string[] {
  const found = matching(rows, typed).flatMap((row) => (row.row === "lab" ? [row.lab.lab] : []));
  return found.includes(typed) ? [typed] : found;
}
