import { randomBytes } from "node:crypto";
import type { Emit } from "../core/events.ts";
import type { Engine } from "../engine/types.ts";
import type { Lab } from "../lab/types.ts";
import { Label } from "../session/labels.ts";
import { openSession } from "../session/open.ts";
import { stopSession } from "../session/stop.ts";
import type { Session } from "../session/types.ts";
import { MemoryWatch } from "./excess.ts";

export interface LaneRequest {
  readonly engine: Engine;
  readonly owner: string;
  /** The run's id: in the names of its sessions, so that what it left behind is found when it is gone on with. */
  readonly run: string;
  readonly root: string;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** What a lab's ports, names and the like are drawn from: the same in all lanes of a run. */
  readonly sessionSeed: (lab: string) => number;
}

function sessionMark(run: string): string {
  return `-grade-${run}-`;
}

/** Removes the sessions of a run that was killed. */
export async function removeAbandoned({
  engine,
  owner,
  run,
  emit,
}: Pick<LaneRequest, "engine" | "owner" | "run" | "emit">): Promise<void> {
  const containers = await engine.containers({ [Label.owner]: owner });
  const sessions = new Set(containers.map(({ labels }) => labels[Label.session] ?? ""));
  for (const session of sessions) if (session.includes(sessionMark(run))) await stopSession(engine, session, emit);
}

/** What serves one submission after the other: a session of one lab, kept while submissions of that lab come. */
export interface Place {
  readonly session: Session;
  readonly memory: MemoryWatch;
}

/**
 * One of a run's parallel tracks. The network, the pods' infra containers and the agent stay from submission to
 * submission, for making them is most of a start; the services are made anew for each.
 */
export class Lane implements AsyncDisposable {
  readonly #request: LaneRequest;
  #place: (Place & { readonly id: string }) | undefined;
  #files: ReadonlyMap<string, Uint8Array> = new Map();

  constructor(request: LaneRequest) {
    this.#request = request;
  }

  /**
   * A session of the lab in which the next convergence puts these files.
   *
   * @throws EnvironmentError where the lab does not come up
   */
  async take(lab: Lab, files: ReadonlyMap<string, Uint8Array>): Promise<Place> {
    this.#files = files;
    if (this.#place?.session.lab.id === lab.id) return this.#place;
    await this.leave();
    const { engine, signal, sessionSeed, run } = this.#request;
    const id = `${lab.id}${sessionMark(run)}${randomBytes(4).toString("hex")}`;
    try {
      const { session } = await openSession({
        ...this.#request,
        id,
        lab,
        anyPorts: true,
        seed: sessionSeed(lab.id),
        files: async () => this.#files,
        emit: () => undefined,
        signal,
      });
      this.#place = { id, session, memory: new MemoryWatch(session) };
      return this.#place;
    } catch (error) {
      await stopSession(engine, id, this.#request.emit);
      throw error;
    }
  }

  /** Ends the session, so that the next submission gets a new one. */
  async leave(): Promise<void> {
    const place = this.#place;
    if (place === undefined) return;
    this.#place = undefined;
    await place.memory[Symbol.asyncDispose]();
    await place.session[Symbol.asyncDispose]();
    await stopSession(this.#request.engine, place.id, this.#request.emit);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.leave();
  }
}
