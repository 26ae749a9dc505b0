import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { messageOf, UserError } from "../../core/errors.ts";
import { LEARNER_ID } from "../manifest.ts";
import type { Learner } from "../types.ts";

/** Learner's id to learner, in the roster's order. */
export type Roster = ReadonlyMap<string, Learner>;

/**
 * Reads a class list: CSV with a header row that has a column "id" and, optionally, "name" (in any case; a byte order
 * mark, CRLF and semicolons are all right).
 *
 * @throws UserError which names the line
 */
export async function readRoster(path: string): Promise<Roster> {
  const text = await readFile(path, "utf8").catch((cause) => {
    throw new UserError(`the roster ${path} can't be read`, { hint: "Is the path right?", cause });
  });
  return parseRoster(text, path);
}

export function parseRoster(text: string, path: string): Roster {
  const rows = parseRows(text, path);
  const columns = (rows[0] ?? []).map((column) => column.trim().toLowerCase());
  const [id, name] = [columns.indexOf("id"), columns.indexOf("name")];
  if (id < 0)
    throw new UserError(`the roster ${path} has no column "id"`, {
      hint: `Its first line must name its columns, "id,name"; it is: ${rows[0]?.join(",").slice(0, 80) ?? "empty"}`,
    });
  const roster = new Map<string, Learner>();
  for (const [index, row] of rows.slice(1).entries()) {
    const learner = { id: row[id]?.trim() ?? "", name: row[name]?.trim() ?? "" };
    const where = `line ${index + 2} of the roster ${path}`;
    if (!LEARNER_ID.test(learner.id))
      throw new UserError(`${where} has the id ${JSON.stringify(learner.id)}`, {
        hint: "An id is up to 64 letters, digits, dots, hyphens and underscores.",
      });
    if (roster.has(learner.id)) throw new UserError(`${where} has the id ${learner.id} for a second time`);
    roster.set(learner.id, learner);
  }
  return roster;
}

function parseRows(text: string, path: string): string[][] {
  try {
    return parse(text, { bom: true, delimiter: [",", ";", "\t"], relax_column_count: true, skip_empty_lines: true });
  } catch (cause) {
    throw new UserError(`the roster ${path} is no CSV: ${messageOf(cause)}`, { cause });
  }
}
