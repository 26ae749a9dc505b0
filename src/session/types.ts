import type { Agent } from "../agent/client.ts";
import type { Entry } from "../core/events.ts";
import type { Seed } from "../core/seed.ts";
import type { Engine } from "../engine/types.ts";
import type { Lab, Parameters } from "../lab/types.ts";

/**
 * A session that is up: its network, pods and agent are there and its services were ready once.
 * What isn't started is no `Session`, so nothing can be asked of it.
 */
export interface Session extends AsyncDisposable {
  readonly id: string;
  readonly lab: Lab;
  readonly seed: Seed;
  readonly parameters: Parameters;
  readonly engine: Engine;
  readonly agent: Agent;
  readonly agentAddress: string;
  readonly entries: readonly Entry[];
  /** Address of a pod on the lab's network. */
  address(pod: string): string;
  /** The container of a service; fails when there is none now. */
  container(service: string): Promise<string>;
  /** Waits until a service answers its readiness probe. */
  ready(service: string, options: { withinMs: number; signal?: AbortSignal }): Promise<boolean>;
  /**
   * Observe, plan, apply: makes the engine hold what the lab and the workspace ask for, whatever was disturbed
   * since (a kill, a pause, a changed file), and waits until all is ready. `env` overrides services' environment.
   */
  converge(options?: ConvergeOptions): Promise<Converged>;
  /** Containers of podlab's own (infra, agent, provided services) that ended without a fault's doing. */
  deadOwn(): Promise<string[]>;
}

export interface ConvergeOptions {
  readonly signal?: AbortSignal;
  readonly env?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface Converged {
  /** Services that were made anew or started. */
  readonly changed: readonly string[];
  /** Services that did not get ready in time, with the last lines of their output. */
  readonly notReady: readonly { readonly service: string; readonly output: string; readonly exitCode?: number }[];
  readonly ms: number;
}
