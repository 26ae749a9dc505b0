import { InterruptedError } from "../../../core/errors.ts";
import type { Watcher } from "../../../workspace/watch.ts";
import { aborted } from "../../aborted.ts";
import { watchLab } from "../../watching.ts";
import type { Effect } from "../effects.ts";
import { performAnywhen } from "./anywhen.ts";
import { Asking } from "./asking.ts";
import { Exclusive } from "./exclusive.ts";
import { HandFaults } from "./faults.ts";
import { Judging } from "./judging.ts";
import { followLogs } from "./logs.ts";
import { watchOwnContainers } from "./own-containers.ts";
import { reset } from "./reset.ts";
import type { UpSetting } from "./setting.ts";
import { followTraffic } from "./traffic.ts";

/** What keys ask for while the lab is up. One piece of work at a time has the session. */
export class UpWork implements AsyncDisposable {
  readonly #setting: UpSetting;
  readonly #exclusive = new Exclusive();
  readonly #faults: HandFaults;
  readonly #judging: Judging;
  readonly #asking: Asking;
  readonly #failed = Promise.withResolvers<never>();
  readonly #over = new AbortController();
  /** What keys have asked for and is not done yet. */
  readonly #pending = new Set<Promise<void>>();
  #watcher: Watcher | undefined;
  #logs = new AbortController();

  constructor(setting: UpSetting) {
    const signal = AbortSignal.any([setting.cli.signal, this.#over.signal]);
    this.#setting = { ...setting, cli: { ...setting.cli, signal } };
    this.#faults = new HandFaults(this.#setting);
    this.#judging = new Judging(this.#setting, this.#exclusive, () => this.#faults.end());
    this.#asking = new Asking(this.#setting, this.#judging);
    this.#failed.promise.catch(() => undefined);
  }

  /** Rejects with an error that is podlab's own. */
  get failure(): Promise<never> {
    return Promise.race([this.#failed.promise, this.#judging.failure]);
  }

  /** Watches the learner's files and podlab's own containers, and judges for the first time. */
  async begin(): Promise<void> {
    const { cli, lab, stage } = this.#setting;
    this.#watcher = await watchLab(cli, lab, (paths) => this.#asking.saved(paths));
    this.#try(() => this.#watchOwn());
    this.#try(() => followTraffic(this.#setting, this.#setting.cli.signal));
    await this.#asking.judge();
    // It was opened before there was anything to follow.
    if (stage.model.overlay?.kind === "logs") this.perform({ effect: "follow-logs" });
  }

  perform(effect: Effect): void {
    this.#try(() => this.#act(effect));
  }

  /** Cuts short what is under way. */
  leave(): void {
    this.#over.abort(new InterruptedError());
  }

  /** Resolves when nothing is under way any more, and what checks had disturbed is undone. */
  async settled(): Promise<void> {
    this.leave();
    await this.#judging.idle();
    await Promise.all(this.#pending);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#logs.abort();
    await this.#watcher?.[Symbol.asyncDispose]();
    await this.settled();
  }

  async #act(effect: Effect): Promise<void> {
    const exclusively = (work: () => Promise<void>) => this.#exclusive.run(work);
    switch (effect.effect) {
      case "judge":
        return this.#asking.judge();
      case "predicted":
        return this.#asking.answered(effect.value);
      case "cancel":
        return this.#judging.cancel();
      case "retry":
        return this.#judging.retry();
      case "follow-logs":
        this.#logs = new AbortController();
        return followLogs(this.#setting, AbortSignal.any([this.#logs.signal, this.#setting.cli.signal]));
      case "leave-logs":
        return this.#logs.abort();
      case "shell":
        return this.#shell(effect.service);
      case "fault":
        return exclusively(() => this.#faults.cause(effect.words));
      case "undo-fault":
        return exclusively(() => this.#faults.undo(effect.words));
      case "heal":
        return exclusively(() => this.#faults.heal());
      case "reset":
        await exclusively(() => reset(this.#setting, effect.work));
        return this.#asking.judge();
      default:
        return performAnywhen(this.#setting, effect);
    }
  }

  /** Gives the terminal to a shell in the service until it ends. */
  async #shell(service: string): Promise<void> {
    const { cli, session, stage } = this.#setting;
    await stage.suspended(async () => {
      process.stdout.write(`A shell in ${service} of ${session.lab.id}; exit or Ctrl-D leads back.\n`);
      const shell = session.engine.interact(session.container(service), ["sh"]);
      // Who tells podlab to end does not have to leave the shell first.
      await Promise.race([shell, aborted(cli.signal)]);
    });
  }

  /** Containers of podlab's own that end are started again; when the engine has been away it is listened to anew. */
  async #watchOwn(): Promise<void> {
    const { signal } = this.#setting.cli;
    while (!signal.aborted) {
      await watchOwnContainers(this.#setting, signal, () => this.#try(() => this.#judging.mend())).catch(
        (error: unknown) => this.#judging.troubled(error),
      );
      await this.#judging.answering();
    }
  }

  /** What comes of an error is the judging's to say; what is podlab's own ends the guide. */
  #try(work: () => Promise<void>): void {
    const pending = work()
      .catch((error: unknown) => this.#judging.troubled(error))
      .catch((error: unknown) => this.#failed.reject(error))
      .finally(() => this.#pending.delete(pending));
    this.#pending.add(pending);
  }
}
