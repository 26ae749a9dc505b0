import type { Agent } from "../agent/client.ts";
import type { Entry } from "../core/events.ts";
import type { Seed } from "../core/seed.ts";
import type { Engine, Labels } from "../engine/types.ts";
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
  /** What marks everything of this session on the engine. */
  readonly labels: Labels;
  /** What provided services ask of whoever uses their admin port. */
  readonly token: string;
  readonly agentAddress: string;
  readonly entries: readonly Entry[];
  /** The channel to the agent; opened when first asked for. */
  agent(): Promise<Agent>;
  /** Address of a pod on the lab's network. */
  address(pod: string): string;
  /** The id of a service's container. */
  container(service: string): string;
  /** The id of the container that holds a pod's network namespace. */
  infra(pod: string): string;
  /** Waits until a service answers its readiness probe; false when it did not, or its process ended. */
  ready(service: string, options: { withinMs: number; signal?: AbortSignal }): Promise<boolean>;
  /**
   * Observe, plan, apply: makes the engine hold what the lab and the workspace ask for, whatever was disturbed
   * since (a kill, a pause, a network fault, a changed file), and waits until what changed is ready.
   *
   * @throws EnvironmentError when the engine refuses or a provided service does not get ready.
   */
  converge(options?: ConvergeOptions): Promise<Converged>;
  /** Keys ("agent", "infra/shop", "member/legacy") of podlab's own containers that ended, by a fault or by themselves. */
  deadOwn(): Promise<string[]>;
}

export interface ConvergeOptions {
  readonly signal?: AbortSignal;
  /** Environment laid over services'. */
  readonly env?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Makes the services anew even where nothing changed. */
  readonly renew?: boolean;
}

export interface Converged {
  /** Services that were made anew or started. */
  readonly changed: readonly string[];
  /** The learner's services that did not get ready in time or ended, with the last lines of their output. */
  readonly notReady: readonly { readonly service: string; readonly output: string; readonly exitCode?: number }[];
  readonly ms: number;
}
