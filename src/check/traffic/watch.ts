import { setTimeout as delay } from "node:timers/promises";
import type { TrafficEvent } from "../../core/events.ts";
import type { Session } from "../../session/types.ts";
import { NO_TRAFFIC, sortedEdges, withSample } from "./edges.ts";
import { namesOf } from "./names.ts";
import { takeSample } from "./sample.ts";

const EVERY_MS = 1_000;

/**
 * Looks once a second, while it is iterated, at what goes between the lab's parts: the first event is where counting begins.
 * Ends without a word when the signal aborts.
 *
 * @throws EnvironmentError when the session's agent is gone
 */
export async function* watchTraffic(session: Session, signal: AbortSignal): AsyncGenerator<TrafficEvent, void> {
  const names = namesOf(session);
  let log = NO_TRAFFIC;
  try {
    for (;;) {
      const due = performance.now() + EVERY_MS;
      log = withSample(log, await takeSample(session, names, signal));
      yield { event: "traffic", lab: session.lab.id, edges: sortedEdges(log.edges, names.order) };
      await delay(Math.max(due - performance.now(), 0), undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
