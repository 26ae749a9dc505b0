import { ExitCode } from "../../core/errors.ts";
import type { PodlabEvent } from "../../core/events.ts";
import { readLabText } from "../../lab/text.ts";
import type { Lab } from "../../lab/types.ts";
import { trackActivity } from "../../workspace/activity.ts";
import { workspaceFolder } from "../../workspace/home.ts";
import { labProgress } from "../../workspace/progress.ts";
import type { Cli } from "../cli.ts";
import { lazyEngine } from "../engine.ts";
import { progressOf } from "../progress.ts";
import type { Effect } from "./effects.ts";
import { labFacts } from "./facts.ts";
import { initialModel, type Model } from "./model.ts";
import { withRemembered } from "./remembered.ts";
import { Stage } from "./stage.ts";

/**
 * Takes a learner through a lab on one screen that is kept: each save is judged, keys do the rest. The screen is painted
 * first; then the lab is started, or taken over where it runs. Ends when the learner leaves.
 *
 * @throws whatever keeps the lab from being started, once the screen has been given back
 */
export async function guideOnScreen(cli: Cli, lab: Lab, seed: number | undefined): Promise<ExitCode> {
  const { model, told } = await begin(cli, lab);
  const left = await onStage(cli, lab, seed, model, told);
  const words = left === "stopped" ? "is stopped" : `goes on running: \`podlab stop ${lab.id}\` ends it`;
  const text = `${lab.id} ${words}; \`podlab start ${lab.id}\` comes back to where you were`;
  cli.emit({ event: "notice", level: "info", text });
  return ExitCode.ok;
}

/** The first screen, and what was told while it was made. */
async function begin(cli: Cli, lab: Lab): Promise<{ readonly model: Model; readonly told: readonly PodlabEvent[] }> {
  const told: PodlabEvent[] = [];
  const store = progressOf({ ...cli, emit: (event) => void told.push(event as PodlabEvent) });
  const [text, progress] = await Promise.all([readLabText(lab), store.load()]);
  const facts = labFacts(lab, text, workspaceFolder(cli.home, lab.id));
  return { model: withRemembered(initialModel(facts, performance.now()), lab, labProgress(progress, lab.id)), told };
}

async function onStage(
  cli: Cli,
  lab: Lab,
  seed: number | undefined,
  model: Model,
  told: readonly PodlabEvent[],
): Promise<"running" | "stopped"> {
  const asked: Effect[] = [];
  let perform = (effect: Effect): void => {
    asked.push(effect);
  };
  const { stdin, stdout } = process;
  using stage = new Stage(model, {
    stdin,
    stdout,
    terminal: cli.terminal,
    onEffect: (effect) => (effect.effect === "interrupt" ? cli.interrupt() : perform(effect)),
    onKey: () => activity.touch(),
  });
  await using activity = trackActivity(progressOf({ ...cli, emit: (event) => stage.tell(event) }), lab.id);
  for (const event of told) stage.tell(event);
  await using engine = lazyEngine();
  // It takes longer to load than all before it, so it comes after the first paint.
  const { Work } = await import("./work/work.ts");
  const work = new Work({ cli: { ...cli, emit: (event) => stage.tell(event) }, lab, engine, stage, seed });
  perform = (effect) => work.perform(effect);
  for (const effect of asked) work.perform(effect);
  return await work.untilLeft();
}
