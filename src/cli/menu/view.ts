import { toAscii } from "../../screen/ascii.ts";
import { apart, fit, pad, wrap } from "../../screen/text.ts";
import type { Size } from "../../screen/types.ts";
import type { Terminal } from "../output/terminal.ts";
import type { Row } from "./rows.ts";

export interface MenuView {
  readonly rows: readonly Row[];
  /** Index of the row that Enter chooses; undefined where there is none. */
  readonly active: number | undefined;
  readonly search: string;
  /** Of all labs, not only of those that the search leaves. */
  readonly labs: number;
  readonly done: number;
  /** What happened to the lab that was chosen before: an error, and what to do. */
  readonly notice: string | undefined;
  readonly size: Size;
}

/** What is typed stands at the end of `above`, where the cursor is. */
export interface DrawnMenu {
  readonly above: string;
  readonly below: string;
}

/** Lines around the list: the title, three blank ones, what is chosen, the search, the keys. */
const AROUND = 7;
const LEAST_LIST = 3;
const NOTICE_LINES = 4;
/** Narrower than this, a lab's title is worth more than its id. */
const ROOM_FOR_ID = 70;

export function drawMenu(view: MenuView, terminal: Terminal): DrawnMenu {
  const { labs, done, search, size } = view;
  const { style } = terminal;
  // A line that fills the last column makes some terminals begin another one.
  const width = size.columns - 1;
  const notice = noticeLines(view.notice, terminal, width);
  const height = Math.max(size.rows - AROUND - notice.length, LEAST_LIST);
  const { lines, more } = listLines(view, terminal, width, height);
  const title = `  ${style.bold("podlab")} · Designing Distributed Systems`;
  const above = [
    apart(title, `${done} of ${labs} labs done`, width),
    "",
    ...notice,
    ...lines,
    style.dim(fit(more, width)),
    fit(chosenLine(view), width),
    "",
    `  search: ${search}`,
  ];
  const keys = `  type to search   ${terminal.ascii ? "up/down" : "↑↓"} move   Enter chooses   Esc or q leaves`;
  const ascii = (text: string) => (terminal.ascii ? toAscii(text) : text);
  return { above: ascii(above.join("\n")), below: ascii(style.dim(fit(keys, width))) };
}

function noticeLines(notice: string | undefined, { style, marks }: Terminal, width: number): string[] {
  if (notice === undefined) return [];
  const [first = "", ...rest] = wrap(notice, width - 4).slice(0, NOTICE_LINES);
  return [`  ${style.bad(marks.broken)} ${first}`, ...rest.map((line) => `    ${line}`), ""];
}

/** The rows around the active one; the chapter of the first lab stands above it however far one has gone. */
function listLines({ rows, active }: MenuView, terminal: Terminal, width: number, height: number) {
  const centre = (active ?? 0) - Math.floor(height / 2);
  const top = Math.max(0, Math.min(centre, rows.length - height));
  const shown = rows.slice(top, top + height);
  const [first] = shown;
  const lines = shown.map((row, index) => {
    const pinned = index === 0 && top > 0 && first?.row === "lab";
    if (pinned) return rowLine({ row: "chapter", chapter: first.chapter }, false, terminal, width);
    return rowLine(row, top + index === active, terminal, width);
  });
  const below = rows.length - top - shown.length;
  const parts = [top > 0 ? `${top} more above` : "", below > 0 ? `${below} more below` : ""].filter(Boolean);
  return { lines, more: parts.length > 0 ? `  -- ${parts.join(", ")} --` : "" };
}

function rowLine(row: Row, active: boolean, terminal: Terminal, width: number): string {
  const { style, marks, ascii } = terminal;
  const pointer = active ? (ascii ? ">" : "❯") : " ";
  const whole = (text: string) => {
    const line = `${pointer} ${fit(text, width - 2)}`;
    return active ? style.accent(style.bold(line)) : line;
  };
  if (row.row === "chapter") return style.bold(fit(`  ${row.chapter.number}  ${row.chapter.title}`, width));
  if (row.row === "quit") return whole("quit");
  const { title, lab, minutes, stepsPassed, steps, state } = row.lab;
  const id = width >= ROOM_FOR_ID ? `${pad(lab, 17)} ` : "";
  const tail = `${id}${String(minutes).padStart(3)} min ${`${stepsPassed}/${steps}`.padStart(5)}`;
  return whole(apart(`  ${marks[state]} ${title}`, tail, width - 2));
}

/** Says in words what the sign of the active row says, with the title whole. */
function chosenLine({ rows, active, search }: MenuView): string {
  const row = active === undefined ? undefined : rows[active];
  if (row === undefined) return `  nothing has "${search}" in its title, chapter or id`;
  if (row.row !== "lab") return "";
  const { title, state, stepsPassed, steps } = row.lab;
  return `  ${title}: ${state}${state === "begun" ? `, ${stepsPassed} of ${steps} steps` : ""}`;
}
