import type { ReadStream, WriteStream } from "node:tty";
import { openScreen } from "../../screen/screen.ts";
import type { Key, Screen } from "../../screen/types.ts";
import type { Terminal } from "../output/terminal.ts";
import { canvasOf } from "./canvas.ts";
import type { Effect } from "./effects.ts";
import type { GuideEvent } from "./events.ts";
import type { Model } from "./model.ts";
import type { Prose } from "./prose.ts";
import { reduce } from "./reduce.ts";
import { type Limits, NO_LIMITS } from "./update/scrolling.ts";
import { update } from "./update/update.ts";
import { view } from "./views/view.ts";

/** ms between two looks at the clock, while a check runs and its time is shown. */
const TICK_MS = 200;

export interface StageOptions {
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly terminal: Terminal;
  /** Called with what keys ask for, in their order. */
  readonly onEffect: (effect: Effect) => void;
  /** Called at every key, whatever it asks for. */
  readonly onKey: () => void;
}

/** Holds the model and shows it: what is told and what is pressed changes it, and each change is painted once a turn. */
export class Stage implements Disposable {
  readonly #options: StageOptions;
  readonly #screen: Screen;
  #model: Model;
  #limits: Limits = NO_LIMITS;
  #prose: Prose | undefined;
  readonly #lookers = new Set<() => void>();
  #painting: NodeJS.Immediate | undefined;
  #ticking: NodeJS.Timeout | undefined;

  constructor(model: Model, options: StageOptions) {
    this.#model = model;
    this.#options = options;
    this.#screen = openScreen({
      stdin: options.stdin,
      stdout: options.stdout,
      onKey: (key) => this.#pressed(key),
      onResize: () => this.#paint(),
    });
    this.#paint();
    // Reading Markdown takes longer to load than all that the first frame needs.
    void import("./prose.ts").then(({ rememberingProse }) => {
      this.#prose = rememberingProse();
      this.#paint();
    });
  }

  get model(): Model {
    return this.#model;
  }

  tell(event: GuideEvent): void {
    this.#show(reduce(this.#model, event, performance.now()));
  }

  /** Resolves when the model is so, which may be at once, or when the signal aborts. */
  until(holds: (model: Model) => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!signal.aborted && !holds(this.#model)) return;
        this.#lookers.delete(look);
        signal.removeEventListener("abort", look);
        resolve();
      };
      this.#lookers.add(look);
      signal.addEventListener("abort", look);
      look();
    });
  }

  /** Gives the terminal away while the work runs. */
  suspended<T>(work: () => Promise<T>): Promise<T> {
    return this.#screen.suspended(work);
  }

  [Symbol.dispose](): void {
    clearImmediate(this.#painting);
    clearInterval(this.#ticking);
    this.#screen[Symbol.dispose]();
  }

  #pressed(key: Key): void {
    this.#options.onKey();
    const { model, effects } = update(this.#model, key, this.#limits);
    this.#show(model);
    for (const effect of effects) this.#options.onEffect(effect);
  }

  #show(model: Model): void {
    this.#model = model;
    for (const look of this.#lookers) look();
    this.#tickWhileRunning();
    this.#painting ??= setImmediate(() => this.#paint());
  }

  #paint(): void {
    clearImmediate(this.#painting);
    this.#painting = undefined;
    const { lines, limits, cursor } = view(
      this.#model,
      canvasOf(this.#screen.size, this.#options.terminal, this.#prose),
    );
    this.#limits = limits;
    this.#screen.paint({ lines, ...(cursor === undefined ? {} : { cursor }) });
  }

  #tickWhileRunning(): void {
    const runs = Object.values(this.#model.checks).some(({ runningSince }) => runningSince !== undefined);
    if (runs) this.#ticking ??= setInterval(() => this.tell({ event: "tick" }), TICK_MS);
    else {
      clearInterval(this.#ticking);
      this.#ticking = undefined;
    }
  }
}
