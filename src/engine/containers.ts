import { setTimeout as delay } from "node:timers/promises";
import type { ContainerCreateOptions } from "dockerode";
import { EnvironmentError } from "../core/errors.ts";
import type { Connection } from "./connection.ts";
import { createBody, endpoint } from "./spec.ts";
import { containerDetails, containerSummary, labelFilter } from "./summaries.ts";
import { engineWords, statusOf } from "./translate.ts";
import type { ContainerSpec, Engine } from "./types.ts";

type ContainerMethods = Pick<
  Engine,
  "containers" | "inspect" | "create" | "start" | "stop" | "kill" | "pause" | "unpause" | "remove"
>;

/** How long the engine may take over a removal that somebody else began (ms), and how often it is asked. */
const REMOVAL_MS = 10_000;
const ASK_EVERY_MS = 50;

/** A container's life. What is already as asked is no error. */
export function containerMethods(connection: Connection): ContainerMethods {
  const { docker, call } = connection;
  const container = (id: string) => docker.getContainer(id);
  const ask = (work: () => Promise<unknown>, already: RegExp) =>
    call(() => work().then(ignore, (thrown) => unlessAlready(thrown, already)));
  return {
    containers: (labels) =>
      call(async () => {
        const found = await docker.listContainers({ all: true, filters: labelFilter(labels) });
        return found.map(containerSummary);
      }),
    inspect: (id) => call(async () => containerDetails(await container(id).inspect())),
    create: (spec) => create(connection, spec),
    start: (id) => ask(() => container(id).start(), /already (started|running)/),
    stop: (id, graceMs) => ask(() => container(id).stop({ t: Math.ceil(graceMs / 1000) }), /not running/),
    kill: (id, signal) => ask(() => container(id).kill({ signal: signal ?? "SIGKILL" }), /not running|only .* running/),
    pause: (id) => ask(() => container(id).pause(), /already paused/),
    unpause: (id) => ask(() => container(id).unpause(), /not paused/),
    remove: (id) => remove(connection, id),
  };
}

function ignore(): void {}

/** 304 is the engine's "it is so already"; for the rest it has only words. */
function unlessAlready(thrown: unknown, already: RegExp): void {
  if (statusOf(thrown) !== 304 && !(statusOf(thrown) >= 400 && already.test(engineWords(thrown)))) throw thrown;
}

async function create({ docker, call }: Connection, spec: ContainerSpec): Promise<string> {
  // with _query and _body dockerode keeps the body, and so the environment's values, out of the URL
  const options: ContainerCreateOptions & { _query: object; _body: object } = {
    _query: { name: spec.name },
    _body: createBody(spec),
  };
  return call(async () => {
    const created = await docker.createContainer(options);
    // engines before API 1.44 take one network at the creation
    const more = spec.network.kind === "networks" ? spec.network.attach.slice(1) : [];
    try {
      for (const attachment of more) {
        const EndpointConfig = endpoint(attachment);
        await docker.getNetwork(attachment.network).connect({ Container: created.id, EndpointConfig });
      }
    } catch (thrown) {
      await created.remove({ force: true, v: true });
      throw thrown;
    }
    return created.id;
  });
}

async function remove({ docker, call }: Connection, id: string): Promise<void> {
  const began = performance.now();
  while (performance.now() - began < REMOVAL_MS) {
    const gone = await call(() =>
      docker
        .getContainer(id)
        .remove({ force: true, v: true })
        .then(() => true, isGone),
    );
    if (gone) return;
    await delay(ASK_EVERY_MS);
  }
  throw new EnvironmentError(`the engine does not finish removing container ${id.slice(0, 12)}`, {
    hint: "podlab doctor",
  });
}

/** Whether a failed removal means that there is nothing left; false while another removal is under way. */
function isGone(thrown: unknown): boolean {
  if (statusOf(thrown) === 404) return true;
  if (statusOf(thrown) === 409 && /already in progress/.test(engineWords(thrown))) return false;
  throw thrown;
}
