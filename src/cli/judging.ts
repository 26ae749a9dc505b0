import { judge } from "../check/judge.ts";
import type { SummaryEvent } from "../core/events.ts";
import { createSeed } from "../core/seed.ts";
import type { Verdict } from "../core/verdict.ts";
import { openNetworkFaults } from "../fault/open.ts";
import { readLabText } from "../lab/text.ts";
import type { StepDefinition } from "../lab/types.ts";
import type { Session } from "../session/types.ts";
import { withActivity, withVerdict } from "../workspace/progress.ts";
import type { Cli } from "./cli.ts";
import { predictionsAfter } from "./predictions.ts";
import { progressOf } from "./progress.ts";

/**
 * Judges these steps of a running lab, tells of it, and records the verdicts in the learner's progress. `only` names one
 * check, which is then judged with those that it needs, and no others.
 *
 * @throws EnvironmentError when the engine went away meanwhile.
 */
export async function judgeSteps(
  cli: Cli,
  session: Session,
  steps: readonly StepDefinition[],
  seed?: number,
  only?: string,
): Promise<SummaryEvent> {
  const { lab } = session;
  const text = await readLabText(lab);
  const titles = new Map(text.steps.map(({ id, title }) => [id, title]));
  const compared = await predictionsAfter(cli, session);
  const verdicts: { readonly check: string; readonly verdict: Verdict; readonly at: number }[] = [];
  try {
    const { summary } = await judge({
      session,
      steps,
      seed: createSeed(seed),
      emit: (event) => {
        cli.emit(event);
        if (event.event !== "verdict") return;
        verdicts.push({ check: event.check, verdict: event.verdict, at: Date.now() });
        for (const prediction of compared(event)) cli.emit(prediction);
      },
      signal: cli.signal,
      stopAtFirstFailure: false,
      ...(only !== undefined && { only }),
      titleOf: (step) => titles.get(step) ?? step,
      openNetworkFaults: openNetworkFaults(cli),
    });
    // Checks break with an engine that goes away; then that is what has to be told, and `info` throws it.
    if (summary.broken > 0) await session.engine.info();
    return summary;
  } finally {
    // What was judged before Ctrl-C counts as well.
    await progressOf(cli).update((progress) =>
      verdicts.reduce(
        (sum, { check, verdict, at }) => withVerdict(sum, lab.id, check, verdict, at),
        withActivity(progress, lab.id, "goes on", Date.now()),
      ),
    );
  }
}
