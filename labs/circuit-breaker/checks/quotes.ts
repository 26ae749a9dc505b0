import { type CheckContext, type LoadRecord, numberIn } from "podlab";

/** Requests a second, unless told. */
export const RATE = 100;
/**
 * How long the clients of this lab wait, ms. Both references let a silent primary have 1.5 s; on two cores kept busy by
 * others, answers were up to 0.9 s late. A client without a breaker waits as long as the primary hangs, which has no end.
 */
export const PATIENCE_MS = 4_000;

/** What clients got, and what reached the two services, by their own counters. */
export interface Traffic {
  readonly records: readonly LoadRecord[];
  /** "500 requests in 5 s" */
  readonly words: string;
  /** Client requests that the service has received of this traffic so far. */
  received(service: "primary" | "backup"): Promise<number>;
}

export interface TrafficOptions {
  readonly durationMs: number;
  /** Requests a second. */
  readonly rate?: number;
}

/** Clients that ask the breaker for quotes at a fixed rate, each for another share. */
export async function traffic(context: CheckContext, { durationMs, rate = RATE }: TrafficOptions): Promise<Traffic> {
  const path = `/quotes/${context.seed.word(16)}`;
  const { records } = await context.load({
    request: { url: `http://breaker:8080${path}-{n}`, timeoutMs: PATIENCE_MS },
    rate,
    durationMs,
    keepAlive: true,
    identify: { json: "service" },
  });
  return {
    records,
    words: `${records.length} requests in ${seconds(durationMs)}`,
    received: async (service) => {
      const route = `/__ctl/received?path=${path}`;
      return numberIn(await context.admin.get(service, route), "requests");
    },
  };
}

/**
 * A breaker without a past: started anew, and seen to pass a request to the primary. So each check judges one thing, and
 * a breaker that never closes fails where closing is judged.
 */
export async function closedBreaker(context: CheckContext): Promise<void> {
  const { eventually, http, seed } = context;
  await restartBreaker(context);
  await eventually(
    async () => {
      const answer = await http.get(`http://breaker:8080/quotes/${seed.word(16)}`, { timeoutMs: PATIENCE_MS });
      answer.expectStatus(200).expectBodyIncludes('"service":"primary"', "a breaker that was just started is closed");
    },
    { withinMs: FRESH_WITHIN_MS },
  );
}

/**
 * Makes the breaker forget how the services fared, and both services what they received: a check that could not be judged
 * is run again, with the same paths.
 */
export async function restartBreaker({ admin, fault }: CheckContext): Promise<void> {
  await Promise.all([admin.post("primary", "/__ctl/reset"), admin.post("backup", "/__ctl/reset")]);
  await fault.kill("breaker");
  await fault.start("breaker");
  await fault.ready("breaker", { withinMs: FRESH_WITHIN_MS });
}

/** The reference needs 0.2 s. */
const FRESH_WITHIN_MS = 8_000;

/** Requests of any kind that the service has received since its counters were reset. */
export async function allReceived(context: CheckContext, service: "primary" | "backup"): Promise<number> {
  const counters = await context.admin.get(service, "/__ctl/counters");
  return numberIn(counters, "client") + numberIn(counters, "health");
}

export function isGood({ status }: LoadRecord): boolean {
  return status === 200;
}

/** How long the client waited, ms. */
export function durationOf({ sentAt, answeredAt }: LoadRecord): number {
  return answeredAt - sentAt;
}

/** "2.5 s" */
export function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}
