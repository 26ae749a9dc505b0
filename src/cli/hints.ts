import type { Lab, StepDefinition } from "../lab/types.ts";
import { labProgress, withHint } from "../workspace/progress.ts";
import type { Cli } from "./cli.ts";
import { stepText } from "./lab-text.ts";
import { progressOf } from "./progress.ts";

/** Tells the step's next hint and counts it; when all were told, the last one again. */
export async function tellHint(cli: Cli, lab: Lab, step: StepDefinition): Promise<void> {
  const store = progressOf(cli);
  const [{ hints }, progress] = await Promise.all([stepText(lab, step), store.load()]);
  const used = labProgress(progress, lab.id).hints[step.id] ?? 0;
  const number = Math.min(used + 1, hints.length);
  const text = hints[number - 1];
  if (text === undefined) {
    cli.emit({ event: "notice", level: "info", text: `the step ${step.id} has no hints` });
    return;
  }
  const title = `hint ${number} of ${hints.length}`;
  cli.emit({ event: "text", lab: lab.id, part: "hint", title, text: `${title}\n\n${text}` });
  if (used < hints.length) await store.update((before) => withHint(before, lab.id, step));
}
