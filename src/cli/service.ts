import { UserError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import type { Lab } from "../lab/types.ts";
import { sessionId } from "../session/labels.ts";
import { readStatus } from "../session/status.ts";
import type { Cli } from "./cli.ts";
import type { LazyEngine } from "./engine.ts";
import { mendLeftBehind } from "./left-behind.ts";
import { ownerOfCli } from "./owner.ts";

export interface ServiceContainer {
  readonly service: string;
  readonly container: string;
}

/** The containers of the lab's services that are there now, the lab's own order. */
export async function serviceContainers(cli: Cli, engine: LazyEngine, lab: Lab): Promise<ServiceContainer[]> {
  await mendLeftBehind(cli, engine, lab);
  const owner = await ownerOfCli(cli);
  const session = (await readStatus(await engine.get(), owner)).find((one) => one.session === sessionId(owner, lab.id));
  if (!session) throw new UserError(`${lab.id} does not run`, { hint: `\`podlab start ${lab.id}\` starts it.` });
  const members = session.services.filter(({ role }) => role === "member");
  return serviceNames(lab).flatMap((name) => members.filter(({ service }) => service === name));
}

/** One service's container, or an error that says which services there are. */
export async function serviceContainer(
  cli: Cli,
  engine: LazyEngine,
  lab: Lab,
  name: string,
): Promise<ServiceContainer> {
  const names = serviceNames(lab);
  if (!names.includes(name)) {
    const near = nearest(name, names);
    throw new UserError(`${lab.id} has no service ${name}`, {
      hint: near ? `Did you mean ${near}?` : `Its services: ${names.join(", ")}`,
    });
  }
  const found = (await serviceContainers(cli, engine, lab)).find(({ service }) => service === name);
  if (found) return found;
  throw new UserError(`${name} of ${lab.id} has no container now`, {
    hint: `\`podlab reset ${lab.id}\` makes it anew.`,
  });
}

/** The first service that gets files of the learner, else the first one. */
export function learnersService(lab: Lab): string {
  const services = Object.values(lab.pods).flatMap((pod) => Object.entries(pod));
  const own = services.find(([, { files }]) => (files?.length ?? 0) > 0) ?? services[0];
  if (own === undefined) throw new UserError(`${lab.id} has no services`);
  return own[0];
}

function serviceNames(lab: Lab): string[] {
  return Object.values(lab.pods).flatMap((pod) => Object.keys(pod));
}
