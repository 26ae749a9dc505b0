import { setTimeout as delay } from "node:timers/promises";

/**
 * How a service misbehaves. `ok` not at all; `error` answers 500; `hang` never answers; `slow` answers `ms` later;
 * `crash` ends the process at once. `every` 10 spares all but each tenth request: a share without chance in it.
 *
 * @typedef {object} Chaos
 * @property {"ok" | "error" | "hang" | "slow" | "crash"} mode
 * @property {number} ms
 * @property {number} every
 * @property {"all" | "client" | "health"} on which requests it strikes
 */

const SIMPLE = /** @type {const} */ (["ok", "error", "hang", "crash"]);
const TARGETS = /** @type {const} */ (["all", "client", "health"]);

/** Holds the mode and applies it to one request after the other. */
export class ChaosMonkey {
  /** @type {Chaos} */
  #chaos = { mode: "ok", ms: 0, every: 1, on: "all" };
  #seen = 0;

  get current() {
    return this.#chaos;
  }

  /** @param {Chaos} chaos */
  set(chaos) {
    this.#chaos = chaos;
    this.#seen = 0;
  }

  /**
   * To be awaited before a request is handled.
   *
   * @param {"client" | "health"} kind
   * @param {AbortSignal} signal ends the wait when the client is gone
   * @returns {Promise<"go on" | "error">} for a hang, a promise that only the signal ends
   */
  async strike(kind, signal) {
    const { mode, ms, every, on } = this.#chaos;
    if (mode === "ok" || (on !== "all" && on !== kind)) return "go on";
    this.#seen += 1;
    if (this.#seen % every !== 0) return "go on";
    if (mode === "error") return "error";
    if (mode === "slow") await delay(ms, undefined, { signal });
    if (mode === "hang") await gone(signal);
    return "go on";
  }
}

/**
 * Reads `{"mode": "slow:300", "every": 10, "on": "client"}`; `every` and `on` may be missing.
 *
 * @param {unknown} value
 * @returns {Chaos}
 * @throws {RangeError} which says what was expected
 */
export function parseChaos(value) {
  const asked = /** @type {Record<string, unknown>} */ (typeof value === "object" && value !== null ? value : {});
  const every = asked["every"] ?? 1;
  if (typeof every !== "number" || !Number.isInteger(every) || every < 1) {
    throw new RangeError(`every must be a whole number from 1, not ${JSON.stringify(every)}`);
  }
  const on = TARGETS.find((target) => target === (asked["on"] ?? "all"));
  if (on === undefined) throw new RangeError(`on must be one of ${TARGETS.join(", ")}`);
  return { ...parseMode(String(asked["mode"])), every, on };
}

/** @param {string} text */
function parseMode(text) {
  const simple = SIMPLE.find((mode) => mode === text);
  if (simple !== undefined) return { mode: simple, ms: 0 };
  const slow = /^slow:(\d{1,6})$/.exec(text);
  if (slow === null) throw new RangeError(`mode must be ok, error, hang, slow:MS or crash, not "${text}"`);
  return { mode: /** @type {const} */ ("slow"), ms: Number(slow[1]) };
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<never>}
 */
function gone(signal) {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
