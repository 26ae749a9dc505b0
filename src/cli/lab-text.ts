import { UserError } from "../core/errors.ts";
import { readLabText } from "../lab/text.ts";
import type { Lab, StepDefinition } from "../lab/types.ts";
import type { Cli } from "./cli.ts";
import { mapInWords } from "./map-words.ts";

/** Tells what the lab is about: its title, drawing and introduction. */
export async function tellLab(cli: Cli, lab: Lab): Promise<void> {
  const { title, intro } = await readLabText(lab);
  cli.emit({ event: "text", lab: lab.id, part: "title", title, text: title });
  await tellMap(cli, lab);
  if (intro) cli.emit({ event: "text", lab: lab.id, part: "intro", title, text: intro });
}

/** Tells what runs and how it hangs together, as a drawing. */
export async function tellMap(cli: Cli, lab: Lab): Promise<void> {
  const { title, topology } = await readLabText(lab);
  const words = mapInWords(lab);
  if (topology) cli.emit({ event: "text", lab: lab.id, part: "topology", title, text: topology, words });
}

/** Tells what is to be done in a step. */
export async function tellStep(cli: Cli, lab: Lab, step: StepDefinition): Promise<void> {
  const { title, body } = await stepText(lab, step);
  cli.emit({ event: "text", lab: lab.id, part: "step", title, text: body });
}

export async function stepText(lab: Lab, step: StepDefinition) {
  const found = (await readLabText(lab)).steps.find(({ id }) => id === step.id);
  if (found) return found;
  throw new UserError(`the lab ${lab.id} has no text for its step ${step.id}`, {
    hint: `\`podlab lab lint ${lab.id}\``,
  });
}
