import { setTimeout as wait } from "node:timers/promises";
import { Label } from "../../../session/labels.ts";
import type { Session } from "../../../session/types.ts";
import type { UpSetting } from "./setting.ts";

/** Roles of containers that no check and no learner's program ends: where one does, podlab has to start it again. */
const OWN = new Set(["agent", "infra"]);

/** Calls back when a container of podlab's own in the lab ends; resolves at the signal, rejects when the engine goes away. */
export async function watchOwnContainers(
  { session }: UpSetting,
  signal: AbortSignal,
  onEnd: () => void,
): Promise<void> {
  await session.engine.followEvents(
    { [Label.session]: session.id },
    {
      events: ["die"],
      signal,
      onEvent: ({ labels }) => {
        if (OWN.has(labels[Label.role] ?? "")) onEnd();
      },
    },
  );
}

/** ms within which the engine shows a container as ended of whose end it has told. */
const SHOWN_WITHIN_MS = 2_000;
const LOOK_AGAIN_MS = 50;

/** Whether one of them has ended: the engine tells of an end before it shows it. */
export async function hasDeadOwn(session: Session, signal: AbortSignal): Promise<boolean> {
  const until = performance.now() + SHOWN_WITHIN_MS;
  while (performance.now() < until) {
    if ((await session.deadOwn()).length > 0) return true;
    await wait(LOOK_AGAIN_MS, undefined, { signal });
  }
  return false;
}
