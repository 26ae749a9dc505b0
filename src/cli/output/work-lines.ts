import { wrap } from "../../screen/text.ts";
import type { StarterOutcome } from "../../workspace/three-way.ts";
import type { Terminal } from "./terminal.ts";
import type { RecordEvent, RecordedCheck, RecordedStep, WorkEvent } from "./work-events.ts";

/** The lines of an event about the learner's files and progress. */
export function workLines(event: WorkEvent, terminal: Terminal): string[] {
  switch (event.event) {
    case "plan":
      return ["  this will", ...event.actions.flatMap((action) => item(action, terminal))];
    case "kept":
      return keptLines(event, terminal);
    case "undone":
      return undoneLines(event, terminal);
    case "starter":
      return item(`${event.file}: ${starterText(event.outcome, event.beside)}`, terminal);
    case "record":
      return recordLines(event, terminal);
  }
}

const BECAUSE = {
  reset: "put away by a reset",
  undo: "put away by an undo",
  starter: "as it was before the lab changed",
} as const;

function keptLines({ path, at, because, files }: Extract<WorkEvent, { event: "kept" }>, terminal: Terminal): string[] {
  const why = because === null ? "" : `, ${BECAUSE[because]}`;
  return [`  ${path}`, ...wrapped(`${dateText(at)}${why}: ${files.join(", ")}`, 4, terminal)];
}

function undoneLines(event: Extract<WorkEvent, { event: "undone" }>, terminal: Terminal): string[] {
  const back = `back from ${event.from}: ${event.files.join(", ")}`;
  const meanwhile =
    event.kept === null
      ? []
      : wrapped(
          `What was there meanwhile lies in ${event.kept}; \`podlab undo ${event.lab}\` again brings that back.`,
          4,
          terminal,
        );
  return [...wrapped(back, 2, terminal), ...meanwhile];
}

/** What became of a file of the learner's. */
export function starterText(outcome: StarterOutcome, beside: string | undefined): string {
  switch (outcome) {
    case "added":
      return "new in the lab";
    case "taken":
      return "you had not changed it; the lab's new version is in place";
    case "merged":
      return "the lab's changes and yours are on different lines and are merged; look it through";
    case "beside":
      return `the lab changed what you have changed too; yours stays, the lab's lies in ${beside ?? "a file beside it"}`;
    case "removed":
      return "the lab has it no more, and you had not changed it; it is gone";
    case "stays":
      return "the lab changed it or has it no more; yours stays as it is";
  }
}

function recordLines({ lab, state, activeMs, steps }: RecordEvent, terminal: Terminal): string[] {
  const passed = steps.filter((step) => step.passed).length;
  const head = `  ${lab}: ${state}, ${passed} of ${steps.length} steps passed, ${spentText(activeMs)}`;
  return [head, ...steps.flatMap((step) => stepLines(step, terminal))];
}

function stepLines({ step, passed, hints, helped, checks }: RecordedStep, terminal: Terminal): string[] {
  const facts = [
    passed ? "passed" : "not passed yet",
    ...(hints > 0 ? [count(hints, "hint")] : []),
    ...(helped ? ["with help"] : []),
  ];
  return [`    ${step}: ${facts.join(", ")}`, ...checks.flatMap((check) => checkLines(check, terminal))];
}

function checkLines({ title, passedOnce, trueNow, attempts }: RecordedCheck, terminal: Terminal): string[] {
  const { marks } = terminal;
  const sign = trueNow === null ? marks["not begun"] : trueNow ? marks.passed : marks.failed;
  // What the sign says stands there in words as well.
  const mark = terminal.plain ? "" : `${sign} `;
  if (attempts === 0) return wrapped(`${mark}${title}: not judged yet`, 6, terminal);
  const now = trueNow === null ? "not judged as it is now" : trueNow ? "true now" : "not true now";
  const once = passedOnce ? "passed once" : "never passed";
  return wrapped(`${mark}${title}: ${once}, ${now}, ${count(attempts, "attempt")}`, 6, terminal);
}

/** "3 attempts" */
function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** "25 min spent" of ms. */
export function spentText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "less than a minute spent";
  return minutes < 60 ? `${minutes} min spent` : `${Math.floor(minutes / 60)} h ${minutes % 60} min spent`;
}

/** In this machine's time, as names of folders are not. */
function dateText(iso: string): string {
  return new Date(iso).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

function item(text: string, terminal: Terminal): string[] {
  const [first = "", ...more] = wrap(text, terminal.width - 6);
  return [`    - ${first}`, ...more.map((line) => `      ${line}`)];
}

function wrapped(text: string, indent: number, terminal: Terminal): string[] {
  return wrap(text, terminal.width - indent).map((line) => `${" ".repeat(indent)}${line}`);
}
