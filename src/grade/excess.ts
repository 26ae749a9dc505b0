import type { Engine } from "../engine/types.ts";
import { Label } from "../session/labels.ts";
import type { Session } from "../session/types.ts";
import type { Excess } from "./conclude.ts";

/** The engine keeps 512 KB of a flood at the least, wrapped line by line in JSON with a time; a lab's program says some KB. */
const FLOOD_BYTES = 450_000;
const WRAPPING_BYTES = 75;

/** Notes which of a session's services the kernel killed for their memory, from its construction to its disposal. */
export class MemoryWatch implements AsyncDisposable {
  readonly #over = new AbortController();
  readonly #killed = new Map<string, number>();
  readonly #watching: Promise<void>;

  constructor(session: Pick<Session, "engine" | "labels">) {
    this.#watching = session.engine.followEvents(
      { [Label.session]: session.labels[Label.session] ?? "" },
      { events: ["oom"], signal: this.#over.signal, onEvent: ({ labels }) => this.#note(labels[Label.service] ?? "") },
    );
    // An engine that goes away shows in everything else that is asked of it.
    this.#watching.catch(() => undefined);
  }

  /** Services with how often each was killed, since last asked. */
  take(): ReadonlyMap<string, number> {
    const taken = new Map(this.#killed);
    this.#killed.clear();
    return taken;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over.abort();
    await this.#watching.catch(() => undefined);
  }

  #note(service: string): void {
    this.#killed.set(service, (this.#killed.get(service) ?? 0) + 1);
  }
}

/** The first limit that a submission's services went beyond, of those that show on the engine. */
export async function excessOf(session: Session, memory: MemoryWatch): Promise<Excess | undefined> {
  const own = Object.values(session.lab.pods).flatMap((pod) =>
    Object.entries(pod).flatMap(([service, { files }]) => (files === undefined ? [] : [service])),
  );
  const killed = memory.take();
  const greedy = own.find((service) => killed.has(service));
  if (greedy !== undefined)
    return { code: "memory", text: `${greedy} took more memory than it may, and the kernel killed a process of it` };
  for (const service of own) {
    const bytes = await outputBytes(session.engine, session.container(service));
    if (bytes > FLOOD_BYTES) return { code: "output", text: `${service} wrote more output than podlab keeps` };
  }
  return undefined;
}

async function outputBytes(engine: Engine, container: string): Promise<number> {
  const output = await engine.logs(container, {});
  return Buffer.byteLength(output) + WRAPPING_BYTES * output.split("\n").length;
}
