import { wrap } from "../../../screen/text.ts";
import { seconds } from "../../output/seconds.ts";
import type { Canvas } from "../canvas.ts";
import { isBusy, type Message, type Model } from "../model.ts";

/** Lines that a message may take before it is cut. */
const MOST_LINES = 3;

/** The answer to the last key, where there is one, and why nothing can be done just now. */
export function messageLines({ message, lost }: Model, canvas: Canvas): string[] {
  return [lost, message].flatMap((one) => (one === undefined ? [] : oneMessage(one, canvas)));
}

function oneMessage({ level, text, hint }: Message, { columns, style, marks }: Canvas): string[] {
  const lines = [text, ...(hint === undefined ? [] : [hint])].flatMap((line) => wrap(line, columns - 4));
  const mark = level === "warning" ? style.warn(marks.broken) : style.accent("·");
  return lines.slice(0, MOST_LINES).map((line, index) => ` ${index === 0 ? mark : " "} ${line}`);
}

/** What podlab does just now, in one line. */
export function statusLine(model: Model, { style }: Canvas): string {
  return ` ${isBusy(model) ? busyStatus(model) : style.dim(idleStatus(model))}`;
}

function busyStatus({ work, lab, queued, saved, underWay }: Model): string {
  const doing = Object.values(underWay).join(", ");
  const more = queued ? " · one more run follows" : "";
  switch (work) {
    case "opening":
      return `starting ${lab.id} … ${doing}`.trimEnd();
    case "resetting":
      return `resetting ${lab.id} … ${doing}`.trimEnd();
    case "cancelling":
      return "cancelling: what the check has disturbed is undone first …";
    default: {
      const about = saved === undefined ? "judging" : `saved ${saved.files.join(", ")}: judging`;
      return `${about} …${doing === "" ? "" : ` ${doing}`}${more}`;
    }
  }
}

function idleStatus({ work, lab, tookMs, faults }: Model): string {
  if (work === "lost") return "waiting for the engine";
  const took = tookMs === undefined ? "" : ` · ${seconds(tookMs)} from save to verdict`;
  const forced = faults.length === 0 ? "" : ` · in force: ${faults.map(({ words }) => words.join(" ")).join(", ")}`;
  return `watching ${lab.files.join(", ")}${took}${forced}`;
}
