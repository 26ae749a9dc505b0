// A small program on src/screen, for tests in a terminal: it shows its size, the keys that came, and does what some ask.
import { execFileSync } from "node:child_process";
import { openScreen } from "../../../src/screen/screen.ts";
import { type ColorDepth, createStyle } from "../../../src/screen/style.ts";
import type { Size } from "../../../src/screen/types.ts";

const style = createStyle((process.argv[2] ?? "256") as ColorDepth);
const { stdin, stdout } = process;
const keys: string[] = [];
const screen = openScreen({
  stdin,
  stdout,
  onKey: ({ name, text }) => {
    keys.push(text === undefined ? name : `${name}<${text}>`);
    const act = ACTIONS[name];
    if (act) act();
    else paint(screen.size);
  },
  onResize: paint,
});

const ACTIONS: Readonly<Record<string, () => void>> = {
  q: () => end("it is over"),
  s: () => void screen.suspended(shell).then(() => paint(screen.size)),
  c: () => {
    throw new Error("a crash on purpose");
  },
  e: () => process.exit(7),
  w: () => screen.paint({ lines: ["0123456789".repeat(20), "e\u001B[2Jvil\ttab \u001B[31mred"] }),
  m: () => {
    for (let count = 1; count <= 1_000; count++) screen.paint({ lines: [`${count} frames`] });
  },
  "/": () => screen.paint({ lines: ["search:"], cursor: { row: 0, column: 8 } }),
};

function paint({ columns, rows }: Size): void {
  const lines = [`${columns} x ${rows}`, `keys: ${keys.join(" ")}`, style.good("+ good"), style.bad("x bad")];
  screen.paint({ lines: [...lines, ...Array.from({ length: rows - 5 }, (_, row) => `row ${row}`), "the last row"] });
}

async function shell(): Promise<void> {
  execFileSync("sh", ["-c", "echo in the shell; stty -a; read -r word; echo heard $word"], { stdio: "inherit" });
}

function end(word: string): void {
  screen[Symbol.dispose]();
  stdout.write(`${word}\n`);
}

// A window that was closed can't be written to.
stdout.on("error", () => process.exit());
paint(screen.size);
