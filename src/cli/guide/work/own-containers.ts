import { Label } from "../../../session/labels.ts";
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
