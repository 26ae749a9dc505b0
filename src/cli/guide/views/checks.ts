import type { PredictionEvent } from "../../../core/events.ts";
import { sideBySide } from "../../../core/prediction.ts";
import type { Verdict } from "../../../core/verdict.ts";
import { apart, wrap } from "../../../screen/text.ts";
import { seconds } from "../../output/seconds.ts";
import type { Canvas } from "../canvas.ts";
import { type CheckState, checkOf, isBusy, type Message, type Model, stepOf } from "../model.ts";
import { afterVerdict } from "../position.ts";
import { positionOf } from "../update/main.ts";
import { verdictDetails } from "./details.ts";

/** The step's checks with what came of them, after what was told about the run. */
export function checksLines(model: Model, canvas: Canvas): string[] {
  const { checks } = stepOf(model);
  return [
    ...model.notices.flatMap((notice) => noticeLines(notice, canvas)),
    ...checks.flatMap(({ id, title }) => checkLines(model, title, checkOf(model, id), canvas)),
    ...trafficLine(model, canvas),
    ...closing(model, canvas),
  ];
}

function checkLines(model: Model, title: string, check: CheckState, canvas: Canvas): string[] {
  const { style, columns, marks } = canvas;
  const { verdict, runningSince, stale } = check;
  if (runningSince !== undefined) {
    const time = seconds(Math.max(model.now - runningSince, 0));
    const fault = model.struck.map((text) => `      fault in force: ${text}`);
    return [apart(` ${style.accent(canvas.ascii ? ">" : "▸")} ${style.bold(title)}`, `${time} `, columns), ...fault];
  }
  if (verdict === undefined) {
    const when = isBusy(model) ? "waits" : "not judged yet";
    return [apart(` ${style.dim("·")} ${title}`, style.dim(`${when} `), columns)];
  }
  const right = stale ? style.warn("(stale: saved since) ") : time(verdict.verdict, verdict.ms);
  const mark = markOf(verdict.verdict, canvas);
  return [
    apart(` ${stale ? style.dim(marks[verdict.verdict]) : mark} ${title}`, right, columns),
    ...verdictDetails(verdict, canvas),
    ...predictionLines(model.predictions[verdict.check], canvas),
  ];
}

/** Both numbers side by side, where the learner gave one and the check has measured the other. */
function predictionLines(prediction: PredictionEvent | undefined, { style, columns }: Canvas): string[] {
  if (prediction === undefined || prediction.predicted === null || prediction.measured === null) return [];
  const { question, predicted, measured } = prediction;
  return [
    ...wrap(question, columns - 6).map((line) => `     ${style.dim(line)}`),
    `     ${style.accent(sideBySide(predicted, measured, prediction))}`,
  ];
}

function time(verdict: Verdict, ms: number): string {
  return verdict === "blocked" ? "" : `${seconds(ms)} `;
}

function markOf(verdict: Verdict, { style, marks }: Canvas): string {
  const paint = { passed: style.good, failed: style.bad, blocked: style.dim, broken: style.warn }[verdict];
  return paint(marks[verdict]);
}

function noticeLines({ text, hint }: Message, { style, marks, columns }: Canvas): string[] {
  const more = hint === undefined ? [] : wrap(hint, columns - 6).map((line) => `     ${line}`);
  return [
    ...wrap(text, columns - 6).map((line, index) => ` ${index === 0 ? style.warn(marks.broken) : " "} ${line}`),
    ...more,
  ];
}

/** All services' together, where traffic is counted; the map has it in detail. */
function trafficLine({ traffic }: Model, { style }: Canvas): string[] {
  if (traffic.length === 0) return [];
  const rate = traffic.reduce((sum, edge) => sum + edge.rate, 0);
  const errors = traffic.reduce((sum, edge) => sum + edge.errors, 0);
  return [
    style.dim(` ${Math.round(rate)} requests/s, ${Math.round(errors)} errors/s between the services (m: the map)`),
  ];
}

/** Below the verdicts: what comes next. */
function closing(model: Model, { style }: Canvas): string[] {
  const judged = stepOf(model).checks.some(({ id }) => checkOf(model, id).verdict !== undefined);
  if (isBusy(model) || !judged) return [];
  const position = positionOf(model);
  const passesNow = stepOf(model).checks.every(({ id }) => checkOf(model, id).verdict?.verdict === "passed");
  const text = afterVerdict({ ...position, passes: passesNow });
  return ["", ` ${passesNow ? style.good(style.bold(text)) : style.dim(text)}`];
}
