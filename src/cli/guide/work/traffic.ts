import { setTimeout as wait } from "node:timers/promises";
import { watchTraffic } from "../../../check/traffic/watch.ts";
import { EnvironmentError } from "../../../core/errors.ts";
import type { Model } from "../model.ts";
import type { UpSetting } from "./setting.ts";

/** ms after which an agent that went away is asked again. */
const AGENT_BACK_MS = 1_000;

/** Counts what goes between the lab's parts while the map is looked at or a check runs, until the signal. */
export async function followTraffic(setting: UpSetting, signal: AbortSignal): Promise<void> {
  const { stage, lab } = setting;
  while (!signal.aborted) {
    await stage.until(isWanted, signal);
    await countWhileWanted(setting, signal);
    if (!signal.aborted) stage.tell({ event: "traffic", lab: lab.id, edges: [] });
  }
}

function isWanted({ overlay, work }: Model): boolean {
  return work !== "lost" && work !== "opening" && (overlay?.kind === "map" || work === "judging");
}

async function countWhileWanted({ session, stage }: UpSetting, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  void stage.until((model) => !isWanted(model), until).then(() => over.abort());
  try {
    for await (const event of watchTraffic(session, until)) stage.tell(event);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    // The agent is gone, and is being started again.
    await wait(AGENT_BACK_MS, undefined, { signal: until }).catch(() => undefined);
  }
}
