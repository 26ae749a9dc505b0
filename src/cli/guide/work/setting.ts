import type { Lab } from "../../../lab/types.ts";
import type { Session } from "../../../session/types.ts";
import type { Cli } from "../../cli.ts";
import type { LazyEngine } from "../../engine.ts";
import type { Stage } from "../stage.ts";

/** What the guide's work is done with. What `cli` emits goes into the model; its signal ends all of it. */
export interface Setting {
  readonly cli: Cli;
  readonly lab: Lab;
  readonly engine: LazyEngine;
  readonly stage: Stage;
  readonly seed: number | undefined;
}

/** The same once the lab is up. */
export interface UpSetting extends Setting {
  readonly session: Session;
}
