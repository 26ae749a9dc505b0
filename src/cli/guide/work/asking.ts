import type { StepDefinition } from "../../../lab/types.ts";
import { keepPrediction, openQuestion } from "../../predictions.ts";
import type { Judging } from "./judging.ts";
import type { UpSetting } from "./setting.ts";

/** Asks what the learner expects before a step is judged for the first time; what is saved meanwhile is judged after it. */
export class Asking {
  readonly #setting: UpSetting;
  readonly #judging: Judging;
  #held = new Set<string>();

  constructor(setting: UpSetting, judging: Judging) {
    this.#setting = setting;
    this.#judging = judging;
  }

  /** Judges, or asks first. */
  async judge(): Promise<void> {
    const { cli, session, stage } = this.#setting;
    const open = await openQuestion(cli, session, this.#step());
    if (open === undefined) return this.#goOn();
    const { id, question, unit, hint } = open;
    stage.tell({ event: "asks", id, question, unit, ...(hint !== undefined && { hint }) });
  }

  saved(paths: readonly string[]): void {
    // Ctrl-C may have taken the question away.
    const asks = this.#setting.stage.model.overlay?.kind === "prediction";
    if (asks) for (const path of paths) this.#held.add(path);
    else this.#judging.saved(paths);
  }

  /** The learner has answered, or goes on without (undefined). */
  async answered(value: number | undefined): Promise<void> {
    const { cli, session } = this.#setting;
    await keepPrediction(cli, session, this.#step(), value);
    this.#goOn();
  }

  #goOn(): void {
    const held = [...this.#held];
    this.#held.clear();
    if (held.length > 0) this.#judging.saved(held);
    else this.#judging.ask();
  }

  #step(): StepDefinition {
    const { lab, stage } = this.#setting;
    const step = lab.steps[stage.model.step];
    if (step === undefined) throw new RangeError(`the lab has no step ${stage.model.step + 1}`);
    return step;
  }
}
