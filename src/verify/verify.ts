import { randomBytes } from "node:crypto";
import type { CandidateEvent, Emit, VerifiedEvent } from "../core/events.ts";
import type { Engine } from "../engine/types.ts";
import type { Lab } from "../lab/types.ts";
import { sessionId } from "../session/labels.ts";
import { observe } from "../session/observe.ts";
import { openSession } from "../session/open.ts";
import { stopSession } from "../session/stop.ts";
import { type Candidate, readCandidates } from "./candidate.ts";
import { judgeSurely } from "./judge-candidate.ts";
import { summarize } from "./proven.ts";

export interface VerifyRequest {
  readonly engine: Engine;
  readonly lab: Lab;
  readonly root: string;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  /** The first of the seeds; each judgement's own follows from it. */
  readonly seed: number;
  /** How often each solution is judged, each time with another seed; 3 unless told. */
  readonly repeat?: number;
  /** How many sessions work side by side; 1 unless told. */
  readonly jobs?: number;
  /** Judge only candidates with one of these names. */
  readonly only?: readonly string[];
}

/**
 * Proves a lab: the starter fails in the first step, every solution passes everything, every mutant fails first at the
 * check that it names, and nothing is left on the engine. Each of the sessions serves many candidates in turn, its
 * services made anew for each.
 */
export async function verifyLab(request: VerifyRequest): Promise<VerifiedEvent> {
  const began = performance.now();
  const { engine, lab, emit } = request;
  const wanted = (candidate: Candidate) => request.only === undefined || request.only.includes(candidate.name);
  const candidates = (await readCandidates(lab)).filter(wanted);
  const queue = tasksOf(candidates, request);
  const owners = Array.from({ length: Math.min(request.jobs ?? 1, queue.length) }, () =>
    randomBytes(4).toString("hex"),
  );
  const results: CandidateEvent[] = [];
  const report = (event: CandidateEvent) => {
    results.push(event);
    emit(event);
  };
  const worked = await Promise.allSettled(owners.map((owner) => work(request, queue, owner, report)));
  const left = await Promise.all(owners.map((owner) => leftovers(engine, owner, lab.id)));
  for (const one of worked) if (one.status === "rejected") throw one.reason;
  const leftAll = left.reduce((sum, count) => sum + count, 0);
  const verified = summarize(lab.id, results, leftAll, Math.round(performance.now() - began));
  emit(verified);
  return verified;
}

interface Task {
  readonly candidate: Candidate;
  readonly seed: number;
}

/** Solutions several times, each with another seed; every candidate's seed is the same however many work on them. */
function tasksOf(candidates: readonly Candidate[], request: VerifyRequest): Task[] {
  const timesOf = ({ kind }: Candidate) => (kind === "solution" ? (request.repeat ?? 3) : 1);
  const all = candidates.flatMap((candidate) => Array.from({ length: timesOf(candidate) }, () => candidate));
  return all.map((candidate, index) => ({ candidate, seed: request.seed + index }));
}

/** Takes one task after the other from the queue and judges it in a session of its own. */
async function work(
  request: VerifyRequest,
  queue: Task[],
  owner: string,
  report: (event: CandidateEvent) => void,
): Promise<void> {
  const { engine, lab } = request;
  let task = queue.shift();
  try {
    if (task === undefined) return;
    const { session } = await openSession({
      ...request,
      owner,
      anyPorts: true,
      files: async () => task?.candidate.files ?? new Map(),
      emit: (event) => {
        if (event.event === "progress" || event.event === "notice") request.emit(event);
      },
    });
    await using running = session;
    for (; task !== undefined; task = queue.shift())
      report(await judgeSurely(request, running, task.candidate, task.seed));
  } finally {
    await stopSession(engine, sessionId(owner, lab.id), request.emit);
  }
}

async function leftovers(engine: Engine, owner: string, lab: string): Promise<number> {
  const { containers, networks, volumes } = await observe(engine, sessionId(owner, lab));
  return containers.length + networks.length + volumes.length;
}
