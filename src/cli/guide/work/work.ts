import { InterruptedError } from "../../../core/errors.ts";
import { sessionId } from "../../../session/labels.ts";
import { stopSession } from "../../../session/stop.ts";
import { aborted } from "../../aborted.ts";
import { openForWork } from "../../opening.ts";
import { ownerOfCli } from "../../owner.ts";
import type { Effect } from "../effects.ts";
import { performAnywhen } from "./anywhen.ts";
import type { Setting } from "./setting.ts";
import { UpWork } from "./up-work.ts";

/** How the lab was left. */
export type Left = "running" | "stopped";

/** Does what the screen's keys ask for, from the lab's start until the learner leaves. */
export class Work {
  readonly #setting: Setting;
  readonly #leaving = new AbortController();
  readonly #left = Promise.withResolvers<Left>();
  #up: UpWork | undefined;

  constructor(setting: Setting) {
    const signal = AbortSignal.any([setting.cli.signal, this.#leaving.signal]);
    this.#setting = { ...setting, cli: { ...setting.cli, signal } };
  }

  perform(effect: Effect): void {
    if (effect.effect === "quit") this.#leave(effect.stop ? "stopped" : "running");
    else if (this.#up !== undefined) this.#up.perform(effect);
    else void performAnywhen(this.#setting, effect);
  }

  /**
   * Starts the lab or takes it over, and resolves when the learner has left and all that was disturbed is undone.
   *
   * @throws what kept the lab from being started; InterruptedError when podlab was told to end
   */
  async untilLeft(): Promise<Left> {
    const { cli, lab, engine, seed, stage } = this.#setting;
    try {
      await using opened = await openForWork(cli, engine, lab, { seed, lasting: true });
      const { session } = opened;
      stage.tell({ event: "opened" });
      await using up = new UpWork({ ...this.#setting, session });
      this.#up = up;
      await up.begin();
      const left = await Promise.race([this.#left.promise, up.failure, aborted(cli.signal)]);
      await up.settled();
      if (left === "stopped") await stopSession(session.engine, session.id, cli.emit);
      return left;
    } catch (error) {
      if (this.#leaving.signal.aborted) return await this.#leftEarly();
      throw error;
    } finally {
      this.#up = undefined;
    }
  }

  /** The learner left while the lab was being started, which was cut short. */
  async #leftEarly(): Promise<Left> {
    const { cli, lab, engine } = this.#setting;
    const left = await this.#left.promise;
    if (left === "stopped") await stopSession(await engine.get(), sessionId(await ownerOfCli(cli), lab.id), cli.emit);
    return left;
  }

  #leave(left: Left): void {
    this.#left.resolve(left);
    this.#up?.leave();
    if (this.#up === undefined) this.#leaving.abort(new InterruptedError());
  }
}
