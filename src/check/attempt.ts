import type { Emit } from "../core/events.ts";
import type { Seed } from "../core/seed.ts";
import type { EvidenceEntry } from "../core/verdict.ts";
import type { Session } from "../session/types.ts";
import { createContext } from "./context.ts";
import { type Decision, decide, type Ended } from "./decide.ts";
import { DisturbanceLog } from "./disturbances.ts";
import { Evidence } from "./evidence.ts";
import { watchLag } from "./lag.ts";
import { Leash } from "./leash.ts";
import type { NetworkFaults } from "./network-faults.ts";
import { Reproduction } from "./reproduction.ts";
import type { Scope, Traces } from "./scope.ts";
import { drawTraces } from "./timeline.ts";
import type { CheckContext, CheckDefinition } from "./types.ts";

export interface AttemptRequest {
  readonly session: Session;
  readonly check: CheckDefinition;
  /** The id of the step that it belongs to. */
  readonly step: string;
  /** The run's; the check gets its own, derived by its id. */
  readonly seed: Seed;
  readonly emit: Emit;
  readonly signal: AbortSignal;
  readonly network: NetworkFaults | undefined;
}

/** What one run of a check gave. Its faults are still in force: `log` says which. */
export interface Attempt {
  readonly decision: Decision;
  readonly evidence: readonly EvidenceEntry[];
  readonly timeline?: string;
  readonly measured?: Readonly<Record<string, number>>;
  readonly log: DisturbanceLog;
}

/** Runs a check once, within its time limit. Never throws for what the check does; when the signal ends it, it ends. */
export async function attempt(request: AttemptRequest): Promise<Attempt> {
  const { session, check, seed, emit, network } = request;
  const over = new AbortController();
  const scope: Scope = {
    session,
    signal: AbortSignal.any([request.signal, over.signal]),
    evidence: new Evidence(),
    reproduction: new Reproduction({ lab: session.lab.id, step: request.step, seed: seed.value }),
    traces: { loads: [], faults: [] },
    measured: new Map(),
    troubles: [],
  };
  const log = new DisturbanceLog(scope, emit);
  const leash = new Leash(scope.signal);
  const context = createContext({ scope, seed: seed.derive(check.id), log, network, leash });
  const again = () => scope.reproduction.command();
  try {
    const lag = watchLag(await session.agent());
    const ended = await run(check, context, scope.signal);
    const { troubles, evidence } = scope;
    const observed = { ended, probes: evidence.probes, pending: leash.pending, troubles, lagMs: lag.stop() };
    const dead = await deadByThemselves(session, log);
    return conclude(decide({ ...observed, dead, again: again() }), scope, log);
  } catch (thrown) {
    const ended = { how: "threw", thrown } as const;
    return conclude(
      decide({ ended, probes: 0, pending: 0, troubles: [], lagMs: 0, dead: [], again: again() }),
      scope,
      log,
    );
  } finally {
    // Ends loads and waits that the check left behind.
    over.abort();
    await log.settled();
  }
}

/** Whatever comes first: the check's own end, its time limit, or the signal. */
async function run(check: CheckDefinition, context: CheckContext, signal: AbortSignal): Promise<Ended> {
  const limit = new AbortController();
  const cutOff = new Promise<Ended>((resolve) => {
    const stop = () => resolve({ how: "cut off", afterMs: check.timeoutMs });
    const timer = setTimeout(stop, check.timeoutMs);
    signal.addEventListener("abort", stop, { signal: limit.signal });
    limit.signal.addEventListener("abort", () => clearTimeout(timer));
  });
  const finished = Promise.resolve()
    .then(() => check.run(context))
    .then((): Ended => ({ how: "returned" }))
    .catch((thrown: unknown): Ended => ({ how: "threw", thrown }));
  try {
    return await Promise.race([finished, cutOff]);
  } finally {
    limit.abort();
  }
}

/** Containers of podlab's own that ended, but for those that the check itself disturbed. */
async function deadByThemselves(session: Session, log: DisturbanceLog): Promise<string[]> {
  const dead = await session.deadOwn();
  return dead.filter((key) => !log.targets.has(key.replace(/^member\//, "")));
}

function conclude(decision: Decision, scope: Scope, log: DisturbanceLog): Attempt {
  if (decision.verdict === "broken" && decision.stack !== undefined) {
    scope.evidence.add({
      kind: "note",
      what: "where the check broke",
      answer: decision.stack,
      at: scope.evidence.now(),
    });
  }
  const timeline = decision.verdict === "failed" ? drawn(scope.traces, scope.evidence.now()) : {};
  const measured = scope.measured.size === 0 ? {} : { measured: Object.fromEntries(scope.measured) };
  return { decision, evidence: scope.evidence.entries(), log, ...timeline, ...measured };
}

function drawn(traces: Traces, now: number): { timeline?: string } {
  const timeline = drawTraces(traces, now);
  return timeline === undefined ? {} : { timeline };
}
