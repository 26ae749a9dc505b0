import type { Engine } from "../engine/types.ts";
import { Label } from "./labels.ts";
import type { Observed } from "./plan.ts";

/** What the engine holds of a session, by its labels. */
export async function observe(engine: Engine, session: string): Promise<Observed> {
  const labels = { [Label.session]: session };
  const [containers, networks, volumes] = await Promise.all([
    engine.containers(labels),
    engine.networks(labels),
    engine.volumes(labels),
  ]);
  return { containers, networks, volumes };
}
