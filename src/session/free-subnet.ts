import { networkInterfaces } from "node:os";
import { EnvironmentError } from "../core/errors.ts";
import type { Engine } from "../engine/types.ts";
import { hashOf } from "./labels.ts";
import { chooseSubnet } from "./subnets.ts";

/** How far apart the choices of one session lie, so that two that collided once don't collide again. */
const STRIDE = 7;

/**
 * A subnet that neither the engine's networks nor this machine's interfaces use.
 *
 * @param step The same gives the same choice while nothing changes; another one spreads later choices.
 * @throws EnvironmentError when there is none.
 */
export async function freeSubnet(engine: Engine, session: string, step: number): Promise<string> {
  const own = Object.values(networkInterfaces()).flatMap((list) => (list ?? []).flatMap(({ cidr }) => cidr ?? []));
  const taken = [...(await engine.subnets()), ...own];
  const chosen = chooseSubnet(taken, Number.parseInt(hashOf(session).slice(0, 8), 16) + step * STRIDE);
  if (chosen !== undefined) return chosen;
  throw new EnvironmentError("no free subnet is left for the lab's network", { hint: "podlab clean" });
}
