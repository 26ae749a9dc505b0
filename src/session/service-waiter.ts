import { EnvironmentError } from "../core/errors.ts";
import type { ServiceDefinition } from "../lab/types.ts";
import { READY_WITHIN_MS, type Waited, waitUntilReady } from "./readiness.ts";
import { readyOf } from "./service-values.ts";
import type { Converged, ConvergeOptions, Session } from "./types.ts";

type Overlay = NonNullable<ConvergeOptions["env"]>;

/** Waits for services of a session to be ready. */
export class ServiceWaiter {
  readonly #session: Session;
  readonly #signal: AbortSignal;
  readonly #overlay: Overlay;

  /** @param overlay Environment that was laid over services' own. */
  constructor(session: Session, signal: AbortSignal, overlay: Overlay) {
    this.#session = session;
    this.#signal = signal;
    this.#overlay = overlay;
  }

  /** @param withinMs Default: as long as such a service may take. */
  async wait(service: string, withinMs?: number): Promise<Waited> {
    const session = this.#session;
    const { pod, definition } = findService(session, service);
    const own = definition.files === undefined ? READY_WITHIN_MS.provided : READY_WITHIN_MS.learners;
    return waitUntilReady({
      engine: session.engine,
      agent: await session.agent(),
      container: session.container(service),
      host: pod,
      ready: readyOf(definition, session.parameters, this.#overlay[service]),
      withinMs: withinMs ?? own,
      signal: this.#signal,
    });
  }

  /** Those that did not get ready. A service that the lab provides must: else the lab or the engine is at fault. */
  async waitAll(services: readonly string[]): Promise<Converged["notReady"]> {
    const waited = await Promise.all(services.map(async (service) => ({ service, ...(await this.wait(service)) })));
    return waited.flatMap((one) => {
      if (one.ready) return [];
      const { service, output, exitCode } = one;
      if (findService(this.#session, service).definition.files === undefined) {
        throw new EnvironmentError(`the lab's own service ${service} did not get ready: ${lastLine(output)}`, {
          hint: `podlab logs ${service}`,
        });
      }
      return [{ service, output, ...(exitCode === undefined ? {} : { exitCode }) }];
    });
  }
}

function findService(session: Session, service: string): { pod: string; definition: ServiceDefinition } {
  for (const [pod, services] of Object.entries(session.lab.pods)) {
    const definition = services[service];
    if (definition !== undefined) return { pod, definition };
  }
  throw new RangeError(`the lab ${session.lab.id} has no service ${service}`);
}

function lastLine(output: string): string {
  return output.trim().split("\n").at(-1) ?? "it wrote nothing";
}
