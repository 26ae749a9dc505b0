import type { Agent } from "../../agent/client.ts";
import type { Tally } from "../../core/events.ts";
import type { Session } from "../../session/types.ts";
import { askAdmin } from "../ask-admin.ts";
import { isProvided, servicesOf } from "../services.ts";
import type { Counted, Reading, Sample } from "./edges.ts";
import type { Names } from "./names.ts";

const AGENT = "podlab's agent";
/** ms that a provided service has for its answer: one that is paused or cut off must not hold up the others. */
const ANSWERS_WITHIN_MS = 800;

/**
 * Asks all that count, at once. Whoever does not answer is left out.
 *
 * @throws EnvironmentError when the agent is gone
 */
export async function takeSample(session: Session, names: Names, signal: AbortSignal): Promise<Sample> {
  const agent = await session.agent();
  const services = [...servicesOf(session.lab).keys()].filter((service) => mayCount(session, service));
  const readings = await Promise.all([
    readAgent(agent, names, signal).then((reading) => [AGENT, reading] as const),
    ...services.map(async (service) => [service, await readService(session, service, names, signal)] as const),
  ]);
  return new Map(readings.flatMap(([source, reading]) => (reading === undefined ? [] : [[source, reading] as const])));
}

/** Services on docker/shared do; an image of the lab's own may be one. */
function mayCount({ lab }: Session, service: string): boolean {
  const image = servicesOf(lab).get(service)?.service.image;
  const isComponent = typeof image === "object" && image.kind === "component";
  return isProvided(lab, service) && !isComponent;
}

async function readAgent(agent: Agent, names: Names, signal: AbortSignal): Promise<Reading | undefined> {
  try {
    const { instance, counts } = await agent.ask<"traffic">({ op: "traffic" }, signal);
    const at = performance.now();
    return {
      instance,
      at,
      counts: counts.flatMap(({ from, host, port, requests, errors, refused }) => {
        const to = names.target(host, port);
        return to === undefined ? [] : [{ from, to, requests, errors, refused }];
      }),
    };
  } catch (error) {
    // A session that an older podlab started has an agent that does not count.
    if (signal.aborted || agent.ended) throw error;
    return undefined;
  }
}

async function readService(
  session: Session,
  service: string,
  names: Names,
  signal: AbortSignal,
): Promise<Reading | undefined> {
  try {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(ANSWERS_WITHIN_MS)]);
    const answer = await askAdmin(session, { service, method: "GET", path: "/__ctl/traffic" }, inTime);
    const at = performance.now();
    if (!isAnswer(answer)) return undefined;
    const counts = Object.entries(answer.callers).flatMap(([address, tally]): Counted[] => {
      const from = names.caller(service, address);
      return from === undefined ? [] : [{ ...tally, from, to: service }];
    });
    return { instance: answer.instance, at, counts };
  } catch {
    // It is down, paused, cut off, or has no admin port; and when the agent is gone, that is told by its own reading.
    return undefined;
  }
}

interface Answer {
  readonly instance: string;
  readonly callers: Readonly<Record<string, Tally>>;
}

/** Provided services are podlab's own; what a lab's own image answers on that port may be anything. */
function isAnswer(value: unknown): value is Answer {
  const { instance, callers } = (value ?? {}) as Partial<Answer>;
  return typeof instance === "string" && typeof callers === "object" && callers !== null;
}
