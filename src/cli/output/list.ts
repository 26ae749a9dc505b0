import type { ListedLab } from "../../core/events.ts";
import { pad, wrap } from "../../screen/text.ts";
import type { Terminal } from "./terminal.ts";

/** Room for "id, minutes, steps" at the end of a lab's line. */
const TAIL = 34;

export function chapterLine(title: string, number: number, terminal: Terminal): string {
  return `\n  ${terminal.style.bold(terminal.plain ? `Chapter ${number}: ${title}` : `${number}  ${title}`)}`;
}

/** A lab as one line: how far it is, its title, its id, what it takes. */
export function labLine(lab: ListedLab, terminal: Terminal): string {
  const mark = terminal.marks[lab.state];
  const steps = `${lab.stepsPassed} of ${lab.steps} steps`;
  const inWords = `     ${mark} ${lab.title} (${lab.lab}, ${lab.minutes} minutes, ${steps})`;
  if (terminal.plain) return wrap(inWords, terminal.width - 1).join("\n");
  const tail = `${lab.lab.padEnd(18)} ${String(lab.minutes).padStart(3)} min  ${lab.stepsPassed}/${lab.steps}`;
  return `     ${mark} ${pad(lab.title, terminal.width - 8 - TAIL)} ${tail}`;
}
