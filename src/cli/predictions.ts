import type { PredictionEvent, VerdictEvent } from "../core/events.ts";
import { readAnswer } from "../core/prediction.ts";
import type { PredictionDefinition, StepDefinition } from "../lab/types.ts";
import type { Session } from "../session/types.ts";
import { labProgress, predictionOf, withPrediction } from "../workspace/progress.ts";
import type { LabProgress } from "../workspace/progress-format.ts";
import { askLine } from "./ask.ts";
import type { Cli } from "./cli.ts";
import { progressOf } from "./progress.ts";

/** The step's question, where it has not been asked in this session: one of another seed may come out otherwise. */
export async function openQuestion(
  cli: Cli,
  session: Session,
  step: StepDefinition,
): Promise<PredictionDefinition | undefined> {
  const { prediction } = step;
  if (prediction === undefined) return undefined;
  return predictionOf(await progressIn(cli, session), prediction.id, session.seed.value) ? undefined : prediction;
}

/** Keeps what the learner predicted (undefined: went on without), and tells of it. */
export async function keepPrediction(
  cli: Cli,
  session: Session,
  step: StepDefinition,
  predicted: number | undefined,
): Promise<void> {
  const { prediction } = step;
  if (prediction === undefined) return;
  const kept = { predicted, seed: session.seed.value };
  await progressOf(cli).update((progress) => withPrediction(progress, session.lab.id, prediction.id, kept));
  cli.emit(predictionEvent(session, step, prediction, { predicted, measured: undefined }));
}

/** Asks in plain lines, until the answer is a number or nothing at all. */
export async function askPrediction(cli: Cli, session: Session, step: StepDefinition): Promise<void> {
  const prediction = await openQuestion(cli, session, step);
  if (prediction === undefined) return;
  const { question, hint, unit } = prediction;
  cli.emit({ event: "notice", level: "info", text: question, ...(hint === undefined ? {} : { hint }) });
  for (;;) {
    const typed = await askLine(cli, `  your guess${unit && ` (${unit})`}, Enter goes on without: `);
    const answered = readAnswer(typed ?? "", prediction);
    if (answered.answer === "unreadable") {
      cli.emit({ event: "notice", level: "info", text: answered.why });
      continue;
    }
    return keepPrediction(cli, session, step, answered.answer === "number" ? answered.value : undefined);
  }
}

/** What to tell after a verdict: for each prediction that its check measured, what was said and what was seen. */
export async function predictionsAfter(
  cli: Cli,
  session: Session,
): Promise<(verdict: VerdictEvent) => PredictionEvent[]> {
  if (session.lab.steps.every(({ prediction }) => prediction === undefined)) return () => [];
  const progress = await progressIn(cli, session);
  return ({ step: id, measured = {} }) => {
    const step = session.lab.steps.find((one) => one.id === id);
    const value = step?.prediction && measured[step.prediction.id];
    if (step?.prediction === undefined || value === undefined) return [];
    const predicted = predictionOf(progress, step.prediction.id, session.seed.value)?.predicted;
    return [predictionEvent(session, step, step.prediction, { predicted, measured: value })];
  };
}

function predictionEvent(
  { lab }: Session,
  step: StepDefinition,
  { id, question, unit, check }: PredictionDefinition,
  { predicted, measured }: { predicted: number | undefined; measured: number | undefined },
): PredictionEvent {
  const about = { lab: lab.id, step: step.id, prediction: id, check, question, unit };
  return { event: "prediction", ...about, predicted: predicted ?? null, measured: measured ?? null };
}

async function progressIn(cli: Cli, { lab }: Session): Promise<LabProgress> {
  return labProgress(await progressOf(cli).load(), lab.id);
}
