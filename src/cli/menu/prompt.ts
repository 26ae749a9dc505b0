import { createPrompt, isDownKey, isEnterKey, isUpKey, useEffect, useKeypress, useState } from "@inquirer/core";
import type { Size } from "../../screen/types.ts";
import type { Terminal } from "../output/terminal.ts";
import type { Menu } from "./choose.ts";
import { type Choice, choiceOf, isOpen, matching, type Row } from "./rows.ts";
import { drawMenu } from "./view.ts";

export interface MenuConfig extends Menu {
  readonly terminal: Terminal;
  readonly stdout: NodeJS.WriteStream;
}

/** Longer than any lab's title, and short enough for the line. */
const LONGEST_SEARCH = 40;
const PAGE = 10;
/** ms after which an Esc is a key of its own. */
const ESCAPE_MS = 25;
const CLEAR = "\u001B[2J\u001B[H";

/** The menu as a prompt of inquirer's: what is typed searches, arrows move, Enter chooses. */
export const menuPrompt = createPrompt<Choice, MenuConfig>((config, done) => {
  const { rows, at, notice, terminal, stdout } = config;
  const [search, setSearch] = useState("");
  // A "/" begins a search, so that one for a word with q can begin with it.
  const [searching, setSearching] = useState(false);
  const shown = matching(rows, search);
  const [active, setActive] = useState(() => firstChoice(rows, at));
  const [size, setSize] = useState<Size>(() => sizeOf(stdout));

  useEffect((rl) => {
    Object.assign(rl, { escapeCodeTimeout: ESCAPE_MS });
    const resized = () => {
      stdout.write(CLEAR);
      setSize(sizeOf(stdout));
    };
    const closed = () => done("quit");
    stdout.on("resize", resized);
    // Ctrl-D, or a window that is gone.
    rl.on("close", closed);
    return () => {
      stdout.off("resize", resized);
      rl.removeListener("close", closed);
    };
  }, []);

  useKeypress((key, rl) => {
    const find = (text: string) => {
      rl.clearLine(0);
      rl.write(text);
      setSearch(text);
      setActive(firstChoice(matching(rows, text), at));
    };
    if (isEnterKey(key)) {
      const choice = active === undefined ? undefined : choiceOf(shown[active]);
      if (choice === undefined) rl.write(search);
      else done(choice);
    } else if (key.name === "escape") {
      if (search === "" && !searching) done("quit");
      setSearching(false);
      find("");
    } else if (isUpKey(key, [])) setActive(moved(shown, active, -1));
    else if (isDownKey(key, [])) setActive(moved(shown, active, 1));
    else if (key.name === "pageup") setActive(moved(shown, active, -PAGE));
    else if (key.name === "pagedown") setActive(moved(shown, active, PAGE));
    else if (search === "" && !searching && rl.line === "q") done("quit");
    else if (search === "" && rl.line === "/") {
      setSearching(true);
      find("");
    } else if (rl.line !== search || key.name === "tab") find(rl.line.replaceAll("\t", "").slice(0, LONGEST_SEARCH));
  });

  const labs = rows.flatMap((row) => (row.row === "lab" ? [row.lab] : []));
  const counts = { labs: labs.length, done: labs.filter((lab) => !isOpen(lab)).length };
  const { above, below } = drawMenu({ rows: shown, active, search, notice, size, ...counts }, terminal);
  return [above, below];
});

/** The row of the lab, else the first lab; never the one that leaves, which Enter must not mean by accident. */
function firstChoice(rows: readonly Row[], lab: string | undefined): number | undefined {
  const own = rows.findIndex((row) => row.row === "lab" && row.lab.lab === lab);
  const first = own >= 0 ? own : rows.findIndex(({ row }) => row === "lab");
  return first >= 0 ? first : undefined;
}

/** So many rows that can be chosen further; it ends at the ends. */
function moved(rows: readonly Row[], active: number | undefined, by: number): number | undefined {
  const choosable = rows.flatMap((row, index) => (choiceOf(row) ? [index] : []));
  const from = active === undefined ? -1 : choosable.indexOf(active);
  return choosable[Math.max(0, Math.min(from + by, choosable.length - 1))];
}

function sizeOf({ columns, rows }: NodeJS.WriteStream): Size {
  return { columns: columns || 80, rows: rows || 24 };
}
