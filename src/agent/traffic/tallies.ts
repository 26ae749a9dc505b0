import type { Tally } from "../../core/events.ts";
import type { TrafficCount } from "../protocol.ts";

/** How a request ended: "refused" by a status from 400 to 499, "error" by one from 500 on or without an answer. */
export type Ending = "answered" | "refused" | "error";

/** Counts the requests to one target. */
export interface Counter {
  began(): void;
  ended(how: Ending): void;
}

export const UNCOUNTED: Counter = { began: () => undefined, ended: () => undefined };

/** @param status 0 when there was no answer */
export function endingOf(status: number): Ending {
  if (status === 0 || status >= 500) return "error";
  return status >= 400 ? "refused" : "answered";
}

type From = TrafficCount["from"];
type Slot = { -readonly [Key in keyof TrafficCount]: TrafficCount[Key] };

/** Of further ones nothing is counted: a lab has a dozen, and whoever asks for thousands of names must fill no memory. */
const MOST_TARGETS = 512;
/** The admin port of provided services: what podlab asks there is no traffic of the lab's. */
const ADMIN_PORT = 9900;

/** Requests by who sent them and where to. */
export class Tallies {
  readonly #slots = new Map<string, Slot>();
  readonly #onChange: () => void;

  constructor(onChange: () => void = () => undefined) {
    this.#onChange = onChange;
  }

  counter(from: From, host: string, port: number): Counter {
    const slot = port === ADMIN_PORT ? undefined : this.#slot(from, host, port);
    if (slot === undefined) return UNCOUNTED;
    return {
      began: () => {
        slot.requests += 1;
        this.#onChange();
      },
      ended: (how) => {
        if (how === "answered") return;
        if (how === "error") slot.errors += 1;
        else slot.refused += 1;
        this.#onChange();
      },
    };
  }

  addAll(counts: readonly TrafficCount[]): void {
    for (const { from, host, port, requests, errors, refused } of counts) {
      const slot = this.#slot(from, host, port);
      if (slot === undefined) continue;
      slot.requests += requests;
      slot.errors += errors;
      slot.refused += refused;
    }
  }

  list(): TrafficCount[] {
    return [...this.#slots.values()].filter(isUsed).map((slot) => ({ ...slot }));
  }

  /** What was counted since this was last asked. */
  take(): TrafficCount[] {
    const taken = this.list();
    for (const slot of this.#slots.values()) Object.assign(slot, NOTHING);
    return taken;
  }

  #slot(from: From, host: string, port: number): Slot | undefined {
    const key = `${from} ${host} ${port}`;
    const known = this.#slots.get(key);
    if (known !== undefined || this.#slots.size >= MOST_TARGETS) return known;
    const slot = { from, host, port, ...NOTHING };
    this.#slots.set(key, slot);
    return slot;
  }
}

const NOTHING: Tally = { requests: 0, errors: 0, refused: 0 };

function isUsed({ requests, errors, refused }: Tally): boolean {
  return requests + errors + refused > 0;
}
