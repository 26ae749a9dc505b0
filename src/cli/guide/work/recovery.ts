import { setTimeout as wait } from "node:timers/promises";
import { EnvironmentError, type UserError } from "../../../core/errors.ts";
import type { UpSetting } from "./setting.ts";

/** ms between two questions to an engine that does not answer. */
const ASK_AGAIN_MS = 1_000;

/** Waits for an engine that went away; then the session is made whole again by the next run. */
export class Recovery {
  readonly #setting: UpSetting;
  readonly #goOn: () => void;
  #waits = false;
  #over: Promise<void> = Promise.resolve();
  #again = new AbortController();

  constructor(setting: UpSetting, goOn: () => void) {
    this.#setting = setting;
    this.#goOn = goOn;
  }

  get waits(): boolean {
    return this.#waits;
  }

  /** Resolves when the engine answers again, or podlab ends. */
  get over(): Promise<void> {
    return this.#over;
  }

  /** Whether the engine does not answer just now. */
  async isNeeded(): Promise<boolean> {
    try {
      await this.#setting.session.engine.info();
      return false;
    } catch (error) {
      if (error instanceof EnvironmentError) return true;
      throw error;
    }
  }

  begin({ message, hint }: UserError): void {
    if (this.#waits) return;
    this.#waits = true;
    const what = "podlab asks it again every second, and goes on by itself when it answers";
    this.#setting.stage.tell({ event: "lost", text: `${message}; ${what}`, hint });
    this.#over = this.#wait();
  }

  retry(): void {
    this.#again.abort();
  }

  async #wait(): Promise<void> {
    const { cli, stage } = this.#setting;
    while (!cli.signal.aborted && (await this.isNeeded())) {
      this.#again = new AbortController();
      // It ends early when somebody presses a key, or leaves.
      await wait(ASK_AGAIN_MS, undefined, { signal: AbortSignal.any([cli.signal, this.#again.signal]) }).catch(
        () => undefined,
      );
    }
    this.#waits = false;
    if (cli.signal.aborted) return;
    stage.tell({ event: "found" });
    stage.tell({ event: "said", level: "info", text: "the engine answers again; the lab is taken over and judged" });
    this.#goOn();
  }
}
