import { type CheckContext, type LoadRecord, type LoadRequest, members, numberIn, tallyRecords } from "podlab";

/** Those that the registry lists from the beginning. */
export const REPLICAS = ["dict-0", "dict-1", "dict-2"] as const;
/** Runs from the beginning, and is listed in the last step. */
export const NEWCOMER = "dict-3";

/** How long a client waits, ms. The references answer within 20 ms, and give up on a silent replica after 1 s. */
const PATIENCE_MS = 3_000;
/** The references take connections after 0.2 s, */
const STARTED_WITHIN_MS = 8_000;
/** and answer 50 ms later; one that probes before it believes needs its probes. */
const FIRST_ANSWER_WITHIN_MS = 4_000;
/** One look at how things stand: each of three replicas is missed by pure chance with 5e-6. */
export const LOOK = { rate: 100, durationMs: 300 };

export type Pace = Pick<LoadRequest, "rate" | "durationMs">;

/** What clients got, and what reached the replicas by their own counters. */
export interface Traffic {
  readonly records: readonly LoadRecord[];
  /** "300 requests in 3 s" */
  readonly words: string;
  received(replica: string): Promise<Received>;
}

export interface Received {
  readonly requests: number;
  /** Those that came before the dictionary was loaded. */
  readonly early: number;
}

/** Looks up words, each on a connection of its own, so that a balancer of connections is judged fairly. */
export type Clients = (pace: Pace) => Promise<Traffic>;

/**
 * Clients of a balancer without a past: started anew, with three replicas listed, and seen to answer. So each check
 * judges one thing, and what was disturbed before has no part in it.
 */
export async function clientsOf(context: CheckContext): Promise<Clients> {
  const { admin, eventually, fault, http, seed } = context;
  await list(context, "DELETE", NEWCOMER);
  await fault.kill("lb");
  await fault.start("lb");
  await fault.ready("lb", { withinMs: STARTED_WITHIN_MS });
  const values = seed.shuffle(Object.keys(await entriesOf(context)));
  // A check that could not be judged is run again, with the same marks.
  await Promise.all([...REPLICAS, NEWCOMER].map((replica) => admin.post(replica, "/__ctl/reset")));
  const ask = async () => {
    const answer = await http.get(`http://lb:8080/define/${values[0]}`, { timeoutMs: PATIENCE_MS });
    answer.expectStatus(200, "three replicas are ready, and the balancer has just been started");
  };
  await eventually(ask, { withinMs: FIRST_ANSWER_WITHIN_MS });

  return async (pace) => {
    const mark = seed.word(16);
    const { records } = await context.load({
      request: { url: `http://lb:8080/define/{value}?for=${mark}-{n}`, timeoutMs: PATIENCE_MS },
      values,
      ...pace,
      identify: { header: "x-replica" },
    });
    const received = async (replica: string) => {
      const counted = await admin.get(replica, `/__ctl/received?for=${mark}`);
      return { requests: numberIn(counted, "requests"), early: numberIn(counted, "early") };
    };
    return { records, words: `${records.length} requests in ${seconds(pace.durationMs ?? 0)}`, received };
  };
}

/** Words and what they mean, as a replica has them. */
export async function entriesOf(context: CheckContext): Promise<Readonly<Record<string, unknown>>> {
  return members(await context.admin.get(REPLICAS[0], "/__ctl/entries"));
}

/** Has the registry list a replica, or no longer. */
export async function list(context: CheckContext, method: "PUT" | "DELETE", replica: string): Promise<void> {
  const answer = await context.http.request({ method, url: `http://registry:8000/replicas/${replica}` });
  if (answer.status !== 200) context.broken("the registry did not take a change");
}

/** Fails the check where one of these was not answered with 200. */
export function demandAnswers(
  context: CheckContext,
  records: readonly LoadRecord[],
  { asked, expected = "status 200 for each" }: { readonly asked: string; readonly expected?: string },
): void {
  const failed = records.filter(({ status }) => status !== 200);
  if (failed.length === 0) return;
  const timed = failed.every(({ outcome }) => outcome === "timeout");
  const seen = `${failed.length} of ${records.length} went otherwise: ${tallyRecords(failed)}`;
  context.fail({ asked, expected, seen }, { timed });
}

/** "2.5 s" */
export function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}
