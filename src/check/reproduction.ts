import { formatProbe, shellQuote } from "./again.ts";
import type { ProbeCommand } from "./probe-command.ts";

/** Longer than this (characters) nobody copies a command. */
const LONGEST_COMMAND = 600;

/**
 * Knows the command that shows a check's last observation again: that probe alone, as long as it shows the same; the
 * whole step with its seed once a fault has part in it, or where a command line can't carry the probe.
 */
export class Reproduction {
  readonly #wholeStep: string;
  #command: string;
  #disturbed = false;

  constructor({ lab, step, seed }: { lab: string; step: string; seed: number }) {
    this.#wholeStep = `podlab check ${shellQuote(lab)} --step ${shellQuote(step)} --seed ${seed}`;
    this.#command = this.#wholeStep;
  }

  /** Takes note of a probe; gives the command for it. */
  asked(probe: ProbeCommand): string {
    const single = this.#disturbed ? undefined : formatProbe(probe);
    this.#command = single === undefined || single.length > LONGEST_COMMAND ? this.#wholeStep : single;
    return this.#command;
  }

  /** Takes note that the lab is disturbed, so that a probe alone no longer shows the same. */
  disturbed(): void {
    this.#disturbed = true;
    this.#command = this.#wholeStep;
  }

  /** The command for what was asked last. */
  command(): string {
    return this.#command;
  }
}
