import { calmAll } from "../../../check/calm-all.ts";
import { handFaults } from "../../../check/hand-faults.ts";
import type { NetworkFaults } from "../../../check/network-faults.ts";
import type { Faults } from "../../../check/types.ts";
import { parseFault } from "../../../fault/command.ts";
import { openNetworkFaults } from "../../../fault/open.ts";
import { convergeLab } from "../../lab-session.ts";
import { faultsAfter, undoing } from "../fault-menu.ts";
import type { HandFault } from "../model.ts";
import type { UpSetting } from "./setting.ts";

/** The faults that the learner causes by hand. They last until they are undone, or the lab is made whole for a run. */
export class HandFaults {
  readonly #setting: UpSetting;
  #network: NetworkFaults | undefined;

  constructor(setting: UpSetting) {
    this.#setting = setting;
  }

  async cause(words: readonly string[]): Promise<void> {
    await this.#act(words);
    this.#tell(faultsAfter(this.#setting.stage.model.faults, words), `done: ${words.join(" ")}`);
  }

  /** Those of the network end together. */
  async undo(words: readonly string[]): Promise<void> {
    const { faults } = this.#setting.stage.model;
    const undone = undoing(words);
    if (undone === undefined) {
      await this.#network?.heal(this.#setting.cli.signal);
      const left = faults.filter((fault) => undoing(fault.words) !== undefined);
      return this.#tell(left, "undone: the network's faults");
    }
    await this.#act(undone);
    this.#tell(faultsAfter(faults, undone), `undone: ${words.join(" ")}`);
  }

  async heal(): Promise<void> {
    const { cli, session } = this.#setting;
    await this.end();
    await convergeLab(cli, session);
    await calmAll(session, cli.signal);
    this.#tell([], "undone: everything");
  }

  /** Undoes those of the network, whose helpers would else outlive them. */
  async end(): Promise<void> {
    await this.#network?.[Symbol.asyncDispose]();
    this.#network = undefined;
  }

  async #act(words: readonly string[]): Promise<void> {
    await parseFault(words, this.#setting.lab).act(this.#faults());
  }

  #faults(): Faults {
    const { cli, session } = this.#setting;
    this.#network ??= openNetworkFaults(cli)(session);
    // What is in force is told as a list: events are for those of checks.
    return handFaults({ session, network: this.#network, emit: () => {}, signal: cli.signal });
  }

  #tell(faults: readonly HandFault[], text: string): void {
    const { stage } = this.#setting;
    stage.tell({ event: "hand-faults", faults });
    stage.tell({ event: "said", level: "info", text });
  }
}
