import { InterruptedError, UserError } from "../../../core/errors.ts";
import type { StepDefinition } from "../../../lab/types.ts";
import { judgeSteps } from "../../judging.ts";
import { convergeLab } from "../../lab-session.ts";
import { judgeRound } from "../../watching.ts";
import { Rounds } from "../rounds.ts";
import type { Exclusive } from "./exclusive.ts";
import { hasDeadOwn } from "./own-containers.ts";
import { Recovery } from "./recovery.ts";
import type { UpSetting } from "./setting.ts";

/** Judges the step that the learner is at: after each save, and when asked. It survives an engine that goes away. */
export class Judging {
  readonly #setting: UpSetting;
  readonly #exclusive: Exclusive;
  readonly #rounds: Rounds;
  readonly #recovery: Recovery;
  /** Called before a run takes the session over. */
  readonly #beforeRun: () => Promise<void>;
  #round: AbortController | undefined;
  /** What was saved while the engine was away. */
  #missed: readonly string[] = [];

  constructor(setting: UpSetting, exclusive: Exclusive, beforeRun: () => Promise<void>) {
    this.#setting = setting;
    this.#exclusive = exclusive;
    this.#beforeRun = beforeRun;
    this.#rounds = new Rounds((saved) => exclusive.run(() => this.#run(saved)));
    this.#recovery = new Recovery(setting, () => this.#goOn());
  }

  /** Rejects with an error that is podlab's own. */
  get failure(): Promise<never> {
    return this.#rounds.failure;
  }

  saved(paths: readonly string[]): void {
    this.#setting.stage.tell({ event: "changed", files: paths });
    if (this.#recovery.waits) this.#missed = [...this.#missed, ...paths];
    else this.#rounds.request(paths);
  }

  ask(): void {
    if (this.#recovery.waits) return;
    this.#setting.stage.tell({ event: "queued" });
    this.#rounds.request([]);
  }

  /** Ends the run that is under way; what it has disturbed is undone first. */
  cancel(): void {
    this.#round?.abort(new InterruptedError());
  }

  /** Asks an engine that did not answer once more. */
  retry(): void {
    this.#recovery.retry();
  }

  /** Resolves when the engine answers, which is at once where it has not been away. */
  answering(): Promise<void> {
    return this.#recovery.over;
  }

  idle(): Promise<void> {
    return this.#rounds.idle();
  }

  /**
   * Says what an error means: an engine that went away is waited for, other trouble is told.
   *
   * @throws an error that is podlab's own
   */
  async troubled(error: unknown): Promise<void> {
    const { cli, stage } = this.#setting;
    if (cli.signal.aborted) return;
    if (!(error instanceof UserError)) throw error;
    if (await this.#recovery.isNeeded()) return this.#recovery.begin(error);
    stage.tell({ event: "said", level: "warning", text: error.message, hint: error.hint });
  }

  /** One of podlab's own containers ended: it is started again, unless a run has done so already. */
  async mend(): Promise<void> {
    const { cli, session, stage } = this.#setting;
    if (!(await hasDeadOwn(session, cli.signal))) return;
    const wasIdle = stage.model.work === "idle";
    await this.#exclusive.run(() => convergeLab(cli, session));
    if (!wasIdle) return;
    const text = "podlab's own helper in the lab had ended; it was started again, and nothing of yours is lost";
    stage.tell({ event: "said", level: "warning", text });
  }

  async #run(saved: readonly string[]): Promise<void> {
    const { cli, session, stage, seed } = this.#setting;
    if (cli.signal.aborted || this.#recovery.waits) return;
    const round = new AbortController();
    this.#round = round;
    stage.tell({ event: "round", state: "begun", saved });
    const own = { ...cli, signal: AbortSignal.any([cli.signal, round.signal]) };
    try {
      await this.#beforeRun();
      await judgeRound(own, session, saved, () => judgeSteps(own, session, [this.#step()], seed));
      stage.tell({ event: "round", state: "ended" });
    } catch (error) {
      stage.tell({ event: "round", state: round.signal.aborted ? "cancelled" : "ended" });
      if (!round.signal.aborted) await this.troubled(error);
    } finally {
      this.#round = undefined;
    }
  }

  #step(): StepDefinition {
    const { lab, stage } = this.#setting;
    const step = lab.steps[stage.model.step];
    if (step === undefined) throw new RangeError(`the lab has no step ${stage.model.step + 1}`);
    return step;
  }

  #goOn(): void {
    const missed = this.#missed;
    this.#missed = [];
    this.#rounds.request(missed);
  }
}
