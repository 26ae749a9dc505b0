import type { Emit } from "../core/events.ts";
import type { Scope, TracedFault } from "./scope.ts";
import { isProvided, servicesOf } from "./services.ts";

/** A learner's service that is ready says so well within this time (ms). */
const READY_ALREADY_MS = 500;

/** One fault to be noted: its words, and the names of the services or pods that it disturbs. */
export interface Disturbance {
  readonly text: string;
  readonly targets: readonly string[];
  /** What is disturbed, and so how it is undone. */
  readonly kind: "container" | "network" | "chaos";
}

/** Every fault of one check: in the evidence, in the events, and in the traces from which they are undone and drawn. */
export class DisturbanceLog {
  readonly #scope: Scope;
  readonly #emit: Emit;
  readonly #inFlight = new Set<Promise<void>>();
  readonly #readyBefore = new Map<string, boolean>();
  readonly #noted: (Disturbance & { readonly traced: TracedFault })[] = [];

  constructor(scope: Scope, emit: Emit) {
    this.#scope = scope;
    this.#emit = emit;
  }

  /** The words of every fault, in order; empty where the check disturbed nothing. */
  get texts(): readonly string[] {
    return this.#noted.map(({ text }) => text);
  }

  /** Services and pods that were disturbed, whether or not they were put right since. */
  get targets(): ReadonlySet<string> {
    return new Set(this.#noted.flatMap(({ targets }) => targets));
  }

  /** The learner's services that were ready when a fault first struck them, so that they must get ready again. */
  get readyBefore(): ReadonlySet<string> {
    return new Set([...this.#readyBefore].flatMap(([service, ready]) => (ready ? [service] : [])));
  }

  get touchedNetwork(): boolean {
    return this.#noted.some(({ kind }) => kind === "network");
  }

  /** Provided services that still misbehave by their own doing. */
  get chaotic(): readonly string[] {
    const lasting = this.#noted.filter(({ kind, traced }) => kind === "chaos" && traced.until === undefined);
    return [...new Set(lasting.flatMap(({ targets }) => targets))];
  }

  /** Notes the fault before it acts, so that it is undone even if it only half happened. */
  async disturb(disturbance: Disturbance, act: () => Promise<void>): Promise<void> {
    const { signal, evidence, reproduction, traces } = this.#scope;
    signal.throwIfAborted();
    const { text, targets } = disturbance;
    if (disturbance.kind === "container") await Promise.all(targets.map((service) => this.#lookBefore(service)));
    const at = evidence.now();
    const traced: TracedFault = { text, targets, at };
    this.#noted.push({ ...disturbance, traced });
    traces.faults.push(traced);
    reproduction.disturbed();
    await this.#perform(act);
    evidence.add({ kind: "fault", what: text, answer: "", at });
    this.#tell(text, "injected");
  }

  /** Notes that the check itself ends the faults of a service (a start after a kill, an unpause after a pause). */
  async relieve(
    { text, service, kind }: { text: string; service: string; kind: "container" | "chaos" },
    act: () => Promise<void>,
  ): Promise<void> {
    const { signal, evidence } = this.#scope;
    signal.throwIfAborted();
    const at = evidence.now();
    await this.#perform(act);
    evidence.add({ kind: "fault", what: text, answer: "", at });
    this.#end((disturbance) => disturbance.kind === kind && disturbance.targets.includes(service));
  }

  /** Notes that the check itself heals the network. */
  async healNetwork(act: () => Promise<void>): Promise<void> {
    const { signal, evidence } = this.#scope;
    signal.throwIfAborted();
    const at = evidence.now();
    await this.#perform(act);
    evidence.add({ kind: "fault", what: "heal the network", answer: "", at });
    this.#end(({ kind }) => kind === "network");
  }

  /** Notes that everything was undone. */
  undone(): void {
    this.#end(() => true);
  }

  /** Resolves when no fault is on its way any more, so that what is undone stays so. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#inFlight);
  }

  async #lookBefore(service: string): Promise<void> {
    const { session, signal } = this.#scope;
    const learners = servicesOf(session.lab).has(service) && !isProvided(session.lab, service);
    if (!learners || this.#readyBefore.has(service)) return;
    this.#readyBefore.set(service, await session.ready(service, { withinMs: READY_ALREADY_MS, signal }));
  }

  #perform(act: () => Promise<void>): Promise<void> {
    const running = act();
    this.#inFlight.add(running);
    return running.finally(() => this.#inFlight.delete(running));
  }

  #end(which: (disturbance: Disturbance) => boolean): void {
    for (const noted of this.#noted) {
      if (noted.traced.until !== undefined || !which(noted)) continue;
      noted.traced.until = this.#scope.evidence.now();
      this.#tell(noted.text, "undone");
    }
  }

  #tell(text: string, state: "injected" | "undone"): void {
    this.#emit({ event: "fault", lab: this.#scope.session.lab.id, text, state });
  }
}
