import { randomBytes } from "node:crypto";
import { UserError } from "../core/errors.ts";
import type { CandidateEvent, Emit, VerifiedEvent } from "../core/events.ts";
import { nearest } from "../core/nearest.ts";
import type { Engine } from "../engine/types.ts";
import type { Lab } from "../lab/types.ts";
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
  /** Whose sessions these are, so that `podlab clean` finds what a killed verification left behind. */
  readonly owner: string;
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
  const candidates = wanted(await readCandidates(lab), request.only);
  const queue = tasksOf(candidates, request);
  const sessions = Array.from({ length: Math.min(request.jobs ?? 1, queue.length) }, () => newSession(lab));
  const results: CandidateEvent[] = [];
  const report = (event: CandidateEvent) => {
    results.push(event);
    emit(event);
  };
  const worked = await Promise.allSettled(sessions.map((session) => work(request, queue, session, report)));
  if (worked.every(({ status }) => status === "fulfilled"))
    await judgeBrokenAlone(request, candidates, results, sessions);
  const left = await Promise.all(sessions.map((session) => leftovers(engine, session)));
  for (const one of worked) if (one.status === "rejected") throw one.reason;
  const leftAll = left.reduce((sum, count) => sum + count, 0);
  const verified = summarize(lab.id, results, leftAll, Math.round(performance.now() - began));
  emit(verified);
  return verified;
}

/**
 * What could not be judged, twice, while other sessions kept the machine busy says nothing about the lab's promises: it is
 * judged again with nothing beside it, and that counts. Alone from the beginning, it is as it is.
 */
async function judgeBrokenAlone(
  request: VerifyRequest,
  candidates: readonly Candidate[],
  results: CandidateEvent[],
  sessions: string[],
): Promise<void> {
  const broken = (request.jobs ?? 1) === 1 ? [] : results.filter(({ outcome }) => outcome === "broken");
  const tasks = broken.flatMap(({ kind, name, seed }) => {
    const candidate = candidates.find((one) => one.kind === kind && one.name === name);
    return candidate === undefined ? [] : [{ candidate, seed }];
  });
  if (tasks.length === 0) return;
  const session = newSession(request.lab);
  // What it leaves behind counts as well.
  sessions.push(session);
  await work(request, tasks, session, (event) => {
    const before = results.findIndex(
      ({ kind, name, seed }) => kind === event.kind && name === event.name && seed === event.seed,
    );
    results.splice(before, 1, event);
    request.emit(event);
  });
}

function newSession({ id }: Pick<Lab, "id">): string {
  return `${id}-verify-${randomBytes(4).toString("hex")}`;
}

/** @throws UserError when nothing of the lab has one of the names: to judge nothing proves nothing. */
function wanted(candidates: readonly Candidate[], only: readonly string[] | undefined): readonly Candidate[] {
  if (only === undefined) return candidates;
  const found = candidates.filter(({ name }) => only.includes(name));
  if (found.length > 0) return found;
  const names = candidates.map(({ name }) => name);
  const near = nearest(only[0] ?? "", names);
  throw new UserError(`nothing of the lab is called ${only.join(" or ")}`, {
    hint: near === undefined ? `There are: ${names.join(", ")}` : `Did you mean ${near}?`,
  });
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
  id: string,
  report: (event: CandidateEvent) => void,
): Promise<void> {
  const { engine } = request;
  let task = queue.shift();
  try {
    if (task === undefined) return;
    const { session } = await openSession({
      ...request,
      id,
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
    await stopSession(engine, id, request.emit);
  }
}

async function leftovers(engine: Engine, session: string): Promise<number> {
  const { containers, networks, volumes } = await observe(engine, session);
  return containers.length + networks.length + volumes.length;
}
