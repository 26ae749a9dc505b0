import { monitorEventLoopDelay } from "node:perf_hooks";

const RESOLUTION_MS = 10;

/**
 * How late the event loop ran its timers: a judge that was itself held up (a busy machine, a paused container) must
 * not blame the service. Measures only between `start` and `stop`.
 */
export class LagMeter {
  readonly #histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

  start(): void {
    this.#histogram.reset();
    this.#histogram.enable();
  }

  stop(): void {
    this.#histogram.disable();
  }

  /** The largest lag (ms) since it was started or last taken. */
  take(): number {
    // The histogram holds whole intervals between two ticks, of which the resolution is no lag.
    const lag = this.#histogram.count === 0 ? 0 : this.#histogram.max / 1e6 - RESOLUTION_MS;
    this.#histogram.reset();
    return Math.max(0, Math.round(lag * 10) / 10);
  }
}
