import type { Entry } from "../../core/events.ts";
import { sideBySide } from "../../core/prediction.ts";
import { toAscii } from "../../screen/ascii.ts";
import { wrap } from "../../screen/text.ts";
import type { CliEmit, CliEvent } from "./events.ts";
import { gradeLines } from "./grades.ts";
import { chapterLine, labLine } from "./list.ts";
import { proseLines } from "./prose.ts";
import { seconds } from "./seconds.ts";
import type { Terminal } from "./terminal.ts";
import { trafficLine } from "./traffic.ts";
import { summaryLines, verdictLines, verifiedLines } from "./verdicts.ts";
import { workLines } from "./work-lines.ts";

export interface LinesOptions {
  /** Standard output: what was asked for. */
  readonly out: (text: string) => void;
  /** Standard error: what podlab tells about its work. */
  readonly err: (text: string) => void;
  readonly terminal: Terminal;
  /** Shows what lies behind each verdict. */
  readonly evidence: boolean;
}

/** Plain lines for people, with and without a terminal. */
export function linesOutput({ out, err, terminal, evidence }: LinesOptions): CliEmit {
  const shown = (lines: readonly string[]) => {
    const text = `${lines.join("\n")}\n`;
    return terminal.ascii ? toAscii(text) : text;
  };
  return (event) => {
    const data = dataLines(event, terminal, evidence);
    // Other programs' words stay as they are.
    if (data) return out(event.event === "solution" || event.event === "log" ? `${data.join("\n")}\n` : shown(data));
    const chatter = chatterLines(event, terminal);
    if (chatter.length > 0) err(shown(chatter));
  };
}

/** What the command was asked for; undefined when the event is about the work instead. */
function dataLines(event: CliEvent, terminal: Terminal, evidence: boolean): string[] | undefined {
  switch (event.event) {
    case "chapter":
      return [chapterLine(event.title, event.number, terminal)];
    case "lab":
      return [labLine(event, terminal)];
    case "step": {
      const title = terminal.style.bold(event.title);
      return ["", `  step ${event.number} of ${event.of}: ${title} (${event.points} points)`];
    }
    case "text":
      return ["", ...textLines(event, terminal)];
    case "verdict":
      return verdictLines(event, terminal, evidence);
    case "traffic":
      return [trafficLine(event, terminal)];
    case "prediction":
      return predictionLines(event);
    case "summary":
      return summaryLines(event);
    case "verified":
      return verifiedLines(event, terminal);
    case "candidate":
      return candidateLines(event, terminal);
    case "grade":
      return gradeLines(event, terminal);
    case "solution":
      return [event.diff.trimEnd()];
    case "completion":
      return [event.script.trimEnd()];
    case "log":
      return [event.text.trimEnd()];
    case "status":
      return statusLines(event, terminal);
    case "plan":
    case "kept":
    case "undone":
    case "record":
      return workLines(event, terminal);
    case "probed":
      return [`  ${event.request}`, ...event.text.split("\n").map((line) => `    ${line}`)];
    case "entries":
      return event.entries.map(entryLine);
    case "finding":
      return findingLines(event, terminal);
    case "problem":
      return [`  ${terminal.marks.failed} ${event.lab}: ${event.where} ${event.what}`];
    case "created":
      return event.files.map((file) => `  ${file}`);
    case "moved":
      return [
        `  ${event.learner} ${event.lab}: ${event.before}, now ${event.after}`,
        ...event.why.flatMap((why) => hintLines(why, terminal)),
      ];
    case "config":
      return [`  id: ${event.id ?? "not set"}`, `  name: ${event.name ?? "not set"}`];
    case "submission":
      return [`  ${event.file}`, `    ${event.lab}, by ${event.learner}: ${event.files.join(", ")}`];
    case "cleaned":
      return [
        `  removed ${event.containers} containers, ${event.networks} networks, ${event.volumes} volumes, ${event.images} images`,
      ];
    default:
      return undefined;
  }
}

function chatterLines(event: CliEvent, terminal: Terminal): string[] {
  const { marks, style } = terminal;
  switch (event.event) {
    case "progress":
      return event.state === "going" ? [] : [`  ${progressText(event)}`];
    case "notice": {
      const sign = event.level === "warning" ? `${style.warn(terminal.plain ? "warning:" : marks.broken)} ` : "";
      return [`  ${sign}${event.text}`, ...hintLines(event.hint, terminal)];
    }
    case "error":
      return [`${style.bad("podlab:")} ${event.message}`, ...hintLines(event.hint, terminal)];
    case "workspace":
      return [`  your files: ${event.path}${event.created ? ` (new: ${event.files.join(", ")})` : ""}`];
    case "starter":
      return workLines(event, terminal);
    case "session":
      return sessionLines(event);
    case "refused":
      return [`  ${marks.broken} refused: ${event.source}: ${event.reason}`];
    case "saved":
      return ["", `  saved: ${event.files.join(", ")}`];
    case "fault":
      return [`  ${event.state === "undone" ? "undone: " : "fault: "}${event.text}`];
    default:
      return [];
  }
}

function progressText(event: Extract<CliEvent, { event: "progress" }>): string {
  const time = event.ms === undefined ? "" : ` (${seconds(event.ms)})`;
  if (event.state === "begun") return `${event.text} …`;
  return event.state === "failed" ? `${event.text}: failed${time}` : `${event.text}: done${time}`;
}

function sessionLines(event: Extract<CliEvent, { event: "session" }>): string[] {
  if (event.state === "starting") return [];
  if (event.state === "stopped") return [`  ${event.lab} is stopped`];
  return [`  ${event.lab} is up after ${seconds(event.ms)}`, ...event.entries.map(entryLine)];
}

function entryLine({ service, url, wanted }: Entry): string {
  return `  ${service}: ${url}${wanted === undefined ? "" : ` (port ${wanted} is taken by another program)`}`;
}

/** Only both together are worth a line: a question that is open is asked elsewhere. */
function predictionLines(event: Extract<CliEvent, { event: "prediction" }>): string[] | undefined {
  const { predicted, measured } = event;
  if (predicted === null || measured === null) return undefined;
  return [`      ${event.question}`, `      ${sideBySide(predicted, measured, event)}`];
}

function statusLines(event: Extract<CliEvent, { event: "status" }>, terminal: Terminal): string[] {
  const services = event.services.map(({ service, role, state }) => {
    const what = role === "member" ? "" : role;
    if (terminal.plain) return `    ${service}: ${state}${what && `, ${what}`}`;
    const mark = state === "running" ? terminal.marks.passed : terminal.marks.failed;
    return `    ${mark} ${service.padEnd(16)} ${state.padEnd(10)} ${what}`.trimEnd();
  });
  return [`  ${event.lab} (session ${event.session})`, ...services];
}

function findingLines(event: Extract<CliEvent, { event: "finding" }>, terminal: Terminal): string[] {
  const mark = event.ok ? terminal.marks.passed : terminal.marks.failed;
  return [`  ${mark} ${event.name}: ${event.text}`, ...hintLines(event.hint, terminal)];
}

function candidateLines(event: Extract<CliEvent, { event: "candidate" }>, terminal: Terminal): string[] {
  const mark = event.asPromised ? terminal.marks.passed : terminal.marks.failed;
  const at = event.check === null ? "" : ` at ${event.check}`;
  const line = `  ${mark} ${event.kind} ${event.name} ${event.outcome}${at} (seed ${event.seed}, ${seconds(event.ms)})`;
  const again = event.retried === undefined ? undefined : `judged a second time; the first: ${event.retried}`;
  return [line, ...hintLines(event.why, terminal), ...hintLines(again, terminal)];
}

function hintLines(hint: string | undefined, terminal: Terminal): string[] {
  return hint ? wrap(hint, terminal.width - 4).map((line) => `    ${line}`) : [];
}

/** A drawing is never wrapped; a title stands out. */
function textLines({ part, text, words }: Extract<CliEvent, { event: "text" }>, terminal: Terminal): string[] {
  if (part === "title") return [`  ${terminal.style.bold(text)}`];
  if (terminal.plain && words !== undefined) return wrap(words, terminal.width - 4).map((line) => `  ${line}`);
  const lines = part === "topology" ? text.split("\n") : proseLines(text, terminal);
  return lines.map((line) => `  ${line}`.trimEnd());
}
