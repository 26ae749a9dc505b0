import { type Answer, type CheckContext, members } from "podlab";

export type Replica = "web-a" | "web-b";
export const REPLICAS: readonly Replica[] = ["web-a", "web-b"];

/** What a replica is told by its environment. */
export interface Told {
  readonly port: string;
  readonly greeting: string;
}

/** The reference takes 0.3 to 0.8 s from its start. */
export const HEALTHY_WITHIN_MS = 5_000;

type Seed = CheckContext["seed"];

const HELLOS = ["Ahoy", "Aloha", "Ciao", "Hej", "Hola", "Moin", "Salut", "Servus"];

/** A greeting that nobody can know beforehand, of one word: text that is harder to carry comes in the second step. */
export function drawGreeting(seed: Seed): string {
  return `${seed.pick(HELLOS)}-${seed.word(6)}`;
}

/** A port of the range, both ends included; 1024 and up, which any user may take on every engine. */
export function drawPort(seed: Seed, [low, high]: readonly [number, number]): string {
  return String(seed.int(low, high));
}

export function toldTo({ parameters }: CheckContext, replica: Replica): Told {
  const { portA = "", portB = "", greetingA = "", greetingB = "" } = parameters;
  return replica === "web-a" ? { port: portA, greeting: greetingA } : { port: portB, greeting: greetingB };
}

/** Asks a replica itself, not by way of the front end. */
export function ask({ http }: CheckContext, replica: Replica, { port }: Told, path: string): Promise<Answer> {
  return http.get(`http://${replica}:${port}${path}`);
}

/** Fails unless the replica greets a random name with the greeting that it was told, and says who it is. */
export async function expectGreeting(context: CheckContext, replica: Replica, told: Told): Promise<void> {
  const name = context.seed.word();
  const answer = await ask(context, replica, told, `/hello/${name}`);
  answer.expectStatus(200, `${replica} greets everybody who asks at its own address`);
  const { message, host } = members(answer.json());
  const expected = `${told.greeting}, ${name}`;
  if (message !== expected) answer.fail(`"message": ${JSON.stringify(expected)}, as its GREETING has it`);
  if (host !== replica) answer.fail(`"host": "${replica}", the container's own hostname`);
}

/** Waits until both replicas call themselves healthy: what an earlier fault made anew may still be getting ready. */
export async function bothHealthy(context: CheckContext): Promise<void> {
  for (const replica of REPLICAS) {
    const healthy = async () =>
      (await ask(context, replica, toldTo(context, replica), "/healthz")).expectStatus(
        200,
        `${replica} is up and well`,
      );
    await context.eventually(healthy, { withinMs: HEALTHY_WITHIN_MS });
  }
}
