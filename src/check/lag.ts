import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Agent } from "../agent/client.ts";

/** The timer's own period (ms), which the histogram counts along with every delay. */
const RESOLUTION_MS = 20;

/** Watches how late podlab's and its agent's event loops are, from now until `stop`. */
export function watchLag(agent: Agent): { stop(): number } {
  agent.takeLag();
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  return {
    /** Ends the watch; gives the largest lag of either in ms. */
    stop() {
      delays.disable();
      const own = delays.count === 0 ? 0 : delays.max / 1e6 - RESOLUTION_MS;
      return Math.max(0, own, agent.takeLag());
    },
  };
}
