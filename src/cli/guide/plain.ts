import { stdin } from "node:process";
import { ExitCode } from "../../core/errors.ts";
import type { StepDefinition } from "../../lab/types.ts";
import type { Session } from "../../session/types.ts";
import { trackActivity } from "../../workspace/activity.ts";
import { aborted } from "../aborted.ts";
import type { Cli } from "../cli.ts";
import { tellHint } from "../hints.ts";
import { judgeSteps } from "../judging.ts";
import { tellMap, tellStep } from "../lab-text.ts";
import { askPrediction } from "../predictions.ts";
import { progressOf } from "../progress.ts";
import { judgeRound, tellTook, watchLab } from "../watching.ts";
import { KEY_LINE, type KeyAction, type Keys, listenForKeys } from "./keys.ts";
import { afterVerdict, nextMove, type Position } from "./position.ts";
import { Rounds } from "./rounds.ts";

export interface GuideOptions {
  /** Where to begin (index of the step). */
  readonly step: number;
  /** For the checks' own values. */
  readonly seed?: number;
}

/** Takes a learner through a running lab: each save is judged, keys do the rest. Ends when the learner quits. */
export async function guide(cli: Cli, session: Session, options: GuideOptions): Promise<ExitCode> {
  const guided = new Guide(cli, session, options);
  await using _watcher = await watchLab(cli, session.lab, (paths) => guided.saved(paths));
  await using activity = trackActivity(progressOf(cli), session.lab.id);
  using keys = listenForKeys(stdin, (action) => {
    activity.touch();
    guided.pressed(action);
  });
  return await guided.untilQuit(keys);
}

class Guide {
  readonly #cli: Cli;
  readonly #session: Session;
  readonly #seed: number | undefined;
  readonly #rounds: Rounds;
  readonly #quit = Promise.withResolvers<void>();
  #step: number;
  #passes: boolean | undefined;
  #keys: Keys | undefined;

  constructor(cli: Cli, session: Session, options: GuideOptions) {
    this.#cli = cli;
    this.#session = session;
    this.#seed = options.seed;
    this.#step = options.step;
    this.#rounds = new Rounds((saved) => this.#round(saved));
    // A key may fail before anybody waits for the end; `untilQuit` gets the error all the same.
    this.#quit.promise.catch(() => undefined);
  }

  /** @param keys from where the guide gets them: a question that is answered by a line has the terminal for itself */
  async untilQuit(keys: Keys): Promise<ExitCode> {
    this.#keys = keys;
    try {
      await this.#show();
      await Promise.race([this.#quit.promise, this.#rounds.failure, aborted(this.#cli.signal)]);
    } finally {
      // What is being judged ends first, so that no fault stays behind.
      await this.#rounds.idle();
    }
    const { id } = this.#session.lab;
    this.#say(`${id} goes on running: \`podlab start ${id}\` comes back to it, \`podlab stop ${id}\` ends it`);
    return ExitCode.ok;
  }

  saved(paths: readonly string[]): void {
    this.#rounds.request(paths);
  }

  pressed(action: KeyAction): void {
    // Errors of what a key asks for end the guide as those of a round do.
    void this.#act(action).catch((error: unknown) => this.#quit.reject(error));
  }

  async #act(action: KeyAction): Promise<void> {
    const { lab } = this.#session;
    if (action === "interrupt") return this.#cli.interrupt();
    if (action === "quit") return this.#quit.resolve();
    if (action === "run") return this.#rounds.request([]);
    if (action === "map") return tellMap(this.#cli, lab);
    if (action === "hint") return tellHint(this.#cli, lab, this.#definition());
    return this.#next();
  }

  async #next(): Promise<void> {
    const next = nextMove(this.#position());
    if (next.move === "stay") return this.#say(next.why);
    if (next.move === "finish") return this.#say(afterVerdict(this.#position()));
    this.#step = next.step;
    this.#passes = undefined;
    await this.#show();
  }

  async #show(): Promise<void> {
    const step = this.#definition();
    await tellStep(this.#cli, this.#session.lab, step);
    await this.#keys?.suspended(() => askPrediction(this.#cli, this.#session, step));
    this.#rounds.request([]);
  }

  async #round(saved: readonly string[]): Promise<void> {
    const step = this.#definition();
    this.#passes = undefined;
    const took = await judgeRound(this.#cli, this.#session, saved, async () => {
      const summary = await judgeSteps(this.#cli, this.#session, [step], this.#seed);
      this.#passes = summary.failed + summary.blocked + summary.broken === 0;
    });
    tellTook(this.#cli, took);
    this.#say(afterVerdict({ ...this.#position(), busy: false }));
    this.#say(KEY_LINE);
  }

  #definition(): StepDefinition {
    const step = this.#session.lab.steps[this.#step];
    if (step === undefined) throw new RangeError(`the lab has no step ${this.#step + 1}`);
    return step;
  }

  #position(): Position {
    return { step: this.#step, of: this.#session.lab.steps.length, passes: this.#passes, busy: this.#rounds.busy };
  }

  #say(text: string): void {
    this.#cli.emit({ event: "notice", level: "info", text });
  }
}
